'use client'

import { useRouter } from 'next/navigation'
import { LongText } from '@/components/admin/long-text'
import { Button } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { Action } from '@/lib/contracts/action-result'
import type { RetryKind } from '@/lib/core/jobs/retry'

type Work = { readonly org: string; readonly kind: RetryKind; readonly reference: string }

export type FailingItem = Work & {
  readonly attempts: number
  readonly firstAt: string
  /** When it is tried again; null where it was tried for weeks, and a person has to. */
  readonly nextAt: string | null
  readonly error: string
}

export type FailingWorkProps = {
  readonly count: number
  readonly rows: readonly FailingItem[]
  readonly zone: string
  readonly retry: Action<Work>
}

const kindWords: Readonly<Record<RetryKind, string>> = {
  usage: 'Usage that waits to be paid',
  recharge: 'Recharge',
  invoice: 'Invoice of a month',
  invoice_charge: 'Charge of a card for an invoice',
  reminder: 'Reminder of an invoice',
  refund: 'Refund',
  dunning: 'Unpaid subscription',
  reservation: 'Reservation that is over',
  credit: 'Credit that expired',
  week: 'Week of quota that is over',
  books: 'Comparison of credit and ledger',
}

/** Work that failed and waits to be tried again. It holds up nothing else. */
export const FailingWork = ({ count, rows, zone, retry }: FailingWorkProps) => (
  <Card>
    <CardHeader
      title="Keeps failing"
      text={`${count > rows.length ? `The latest ${rows.length} of ${count}. ` : ''}Each waits longer after every attempt and holds up nothing else.`}
    />
    <Table label="Work that keeps failing">
      <TableHead>
        <tr>
          <HeadCell>Work</HeadCell>
          <HeadCell className="hidden md:table-cell">Since</HeadCell>
          <HeadCell className="hidden sm:table-cell">Next attempt</HeadCell>
          <HeadCell>
            <span className="sr-only">Actions</span>
          </HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((item) => (
          <FailingRow key={`${item.org} ${item.kind} ${item.reference}`} item={item} zone={zone} retry={retry} />
        ))}
      </TableBody>
    </Table>
  </Card>
)

type FailingRowProps = { readonly item: FailingItem; readonly zone: string; readonly retry: Action<Work> }

const FailingRow = ({ item, zone, retry }: FailingRowProps) => {
  const { org, kind, reference, attempts, firstAt, nextAt, error } = item
  const router = useRouter()
  const { run, pending, failure } = useAction(retry, () => {
    toast.success('It is tried again within moments')
    router.refresh()
  })
  return (
    <TableRow>
      <Cell className="[overflow-wrap:anywhere]">
        <span className="font-medium">{kindWords[kind]}</span>{' '}
        <Link href={`/admin/organizations/${org}`} className="text-ink-soft hover:underline">
          {org}
        </Link>
        {reference === '' ? null : <span className="block font-mono text-ink-faint text-xs">{reference}</span>}
        <div className="text-bad text-sm">
          <LongText text={failure?.message ?? error} />
        </div>
        <span className="block text-ink-faint text-xs">
          {attempts === 1 ? 'Tried once' : `Tried ${attempts} times`}
        </span>
      </Cell>
      <Cell className="hidden text-ink-soft md:table-cell">
        <DateTime at={firstAt} zone={zone} />
      </Cell>
      <Cell className="hidden text-ink-soft sm:table-cell">
        {nextAt === null ? 'Only by hand' : <DateTime at={nextAt} zone={zone} />}
      </Cell>
      <Cell className="py-1.5 text-right">
        <Button
          variant="ghost"
          size="small"
          loading={pending}
          aria-label={`Try again: ${kindWords[kind]} of ${org}`}
          onClick={() => run({ org, kind, reference })}
        >
          Try again
        </Button>
      </Cell>
    </TableRow>
  )
}
