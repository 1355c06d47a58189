import { Mail, Paperclip } from 'lucide-react'
import { LongText } from '@/components/admin/long-text'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { type MailItem, stateWords, templateName } from './mail-item'

export type MailListProps = {
  /** Already filtered, newest first. */
  readonly items: readonly MailItem[]
  /** Whether something is chosen that narrows them. */
  readonly filtered: boolean
  readonly zone: string
  readonly pages: PaginationProps
}

/** E-mails that were written, each opened by its subject. */
export const MailList = ({ items, filtered, zone, pages }: MailListProps) => (
  <Card>
    {items.length === 0 ? (
      <EmptyState
        icon={<Mail aria-hidden />}
        title={filtered ? 'No e-mails' : 'No e-mails yet'}
        text={filtered ? 'None matches these filters.' : 'What customers are written to appears here as they see it.'}
      />
    ) : (
      <Table label="E-mails, the newest first">
        <TableHead>
          <tr>
            <HeadCell>E-mail</HeadCell>
            <HeadCell className="hidden sm:table-cell">State</HeadCell>
            <HeadCell className="hidden md:table-cell">Answer of the server</HeadCell>
            <HeadCell className="hidden lg:table-cell">Written</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <MailRow key={item.mailId} item={item} zone={zone} />
          ))}
        </TableBody>
      </Table>
    )}
    <Pagination {...pages} />
  </Card>
)

export const MailStateBadge = ({ state }: Pick<MailItem, 'state'>) => (
  <Badge tone={stateWords[state].tone}>{stateWords[state].words}</Badge>
)

const MailRow = ({ item, zone }: { readonly item: MailItem; readonly zone: string }) => {
  const { mailId, org, template, to, subject, attachments, createdAt, state, answer } = item
  return (
    <TableRow>
      <Cell className="md:w-96">
        <Link
          href={`/admin/outbox/${mailId}`}
          className="block min-h-6 w-fit py-0.5 font-medium [overflow-wrap:anywhere] hover:underline"
        >
          {subject}
        </Link>
        <span className="block text-ink-soft text-xs [overflow-wrap:anywhere]">
          {org.name} · {to === '' ? 'to nobody' : `to ${to}`}
        </span>
        <span className="flex flex-wrap items-center gap-x-2 text-ink-faint text-xs">
          {templateName(template)}
          {attachments.map((name) => (
            <span key={name} className="inline-flex items-center gap-1">
              <Paperclip aria-hidden className="size-3" />
              {name}
            </span>
          ))}
        </span>
        <span className="my-1 block sm:hidden">
          <MailStateBadge state={state} />
        </span>
        <span className="block text-xs md:hidden">{answer === '' ? null : <LongText text={answer} />}</span>
        <span className="mt-1 block text-ink-faint text-xs lg:hidden">
          <DateTime at={createdAt} zone={zone} />
        </span>
      </Cell>
      <Cell className="hidden sm:table-cell">
        <MailStateBadge state={state} />
      </Cell>
      <Cell className="hidden md:table-cell">
        {answer === '' ? <span className="text-ink-faint">None</span> : <LongText text={answer} />}
      </Cell>
      <Cell className="hidden lg:table-cell">
        <DateTime at={createdAt} zone={zone} />
      </Cell>
    </TableRow>
  )
}
