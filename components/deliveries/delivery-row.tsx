import { LongText } from '@/components/admin/long-text'
import { Badge } from '@/components/ui/badge'
import { DateTime } from '@/components/ui/date-time'
import { Link } from '@/components/ui/link'
import { Cell, TableRow } from '@/components/ui/table'
import { AttemptList } from './attempt-list'
import {
  answerWords,
  attemptWords,
  type DeliveryItem,
  type OpenedDelivery,
  stateWords,
  tellsWords,
} from './delivery-item'
import { type SendAgain, SendAgainButton } from './send-again-button'

export type DeliveryRowProps = {
  readonly item: DeliveryItem
  readonly zone: string
  /** Where its details are opened and closed. */
  readonly href: string
  readonly opened: OpenedDelivery | null
  readonly send: SendAgain
}

/** A delivery with its state; opened, what was sent and what each attempt was answered. */
export const DeliveryRow = ({ item, zone, href, opened, send }: DeliveryRowProps) => {
  const { id, org, state, delivery } = item
  const { words, tone } = stateWords[state]
  const controls = (
    <>
      {state === 'failing' || state === 'waiting' ? (
        <SendAgainButton delivery={delivery} label={id} send={send} />
      ) : null}
      <Link
        href={href}
        scroll={false}
        aria-expanded={opened !== null}
        aria-label={`Details of ${id}`}
        className="whitespace-nowrap px-2.5 py-1 text-ink-soft text-sm hover:underline"
      >
        {opened ? 'Close' : 'Details'}
      </Link>
    </>
  )
  const badge = item.underWay ? <Badge tone="accent">Being sent</Badge> : <Badge tone={tone}>{words}</Badge>
  return (
    <>
      <TableRow id={`delivery-${delivery}`}>
        <Cell className="md:w-70">
          <span className="block font-medium">{tellsWords(item)}</span>
          <Link
            href={`/admin/organizations/${org.org}`}
            className="block min-h-6 w-fit py-1 text-ink-soft text-xs [overflow-wrap:anywhere] hover:underline"
          >
            {org.name}
          </Link>
          <span className="block text-ink-faint text-xs [overflow-wrap:anywhere]">
            {item.mail ? mailWords(item.mail) : item.tells === 'document' ? 'document' : (item.cell ?? 'no cell')}
          </span>
          <span className="my-1 block sm:hidden">{badge}</span>
          <div className="md:hidden">
            <Answer {...item} />
          </div>
          <span className="mt-1 block text-xs lg:hidden">
            <Times {...item} zone={zone} />
          </span>
          <span className="mt-2 flex flex-wrap items-center gap-1 sm:hidden">{controls}</span>
        </Cell>
        <Cell className="hidden sm:table-cell">{badge}</Cell>
        <Cell className="hidden md:table-cell">
          <Answer {...item} />
        </Cell>
        <Cell className="hidden w-52 lg:table-cell">
          <Times {...item} zone={zone} />
        </Cell>
        <Cell className="hidden w-px py-1.5 text-right sm:table-cell">
          <span className="flex flex-col items-end gap-1">{controls}</span>
        </Cell>
      </TableRow>
      {opened ? (
        <tr>
          <td colSpan={5} className="bg-sunken px-4 py-3.5 sm:px-5">
            <AttemptList item={item} attempts={opened.attempts} zone={zone} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

const mailWords = ({ sentTo }: NonNullable<DeliveryItem['mail']>): string =>
  sentTo.length === 0 ? 'by e-mail' : `by e-mail to ${sentTo.join(', ')}`

const unansweredWords = ({ state, attempts, mail }: DeliveryItem): string => {
  if (state === 'nobody') return 'Nothing was sent'
  if (mail !== null && state === 'delivered') return 'Accepted by the mail server'
  return attempts === 0 ? 'Not tried yet' : 'Not kept'
}

const Answer = (item: DeliveryItem) =>
  item.attempts === 0 || (item.status === null && item.error === '') ? (
    <span className="text-ink-faint">{unansweredWords(item)}</span>
  ) : (
    <LongText text={answerWords(item)} />
  )

/** When it came to be, when it is tried next or was done, and after how many attempts. */
const Times = ({ createdAt, dueAt, doneAt, attempts, zone }: DeliveryItem & { readonly zone: string }) => (
  <>
    <span className="block text-ink-soft">
      <DateTime at={createdAt} zone={zone} />
    </span>
    {doneAt ? (
      <span className="block text-ink-faint text-xs">
        done <DateTime at={doneAt} zone={zone} />
      </span>
    ) : null}
    {dueAt ? (
      <span className="block text-ink-faint text-xs">
        next <DateTime at={dueAt} zone={zone} />
      </span>
    ) : null}
    <span className="block text-ink-faint text-xs">{attemptWords(attempts)}</span>
  </>
)
