import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Stat } from '@/components/ui/stat'
import type { RecurringItem, UnpaidItem } from './overview-item'

export type FiguresProps = {
  readonly recurring: readonly RecurringItem[]
  readonly unpaid: { readonly open: readonly UnpaidItem[]; readonly overdue: readonly UnpaidItem[] }
}

/** What comes in each month and what is owed, each currency by itself. */
export const Figures = ({ recurring, unpaid }: FiguresProps) => {
  const subscriptions = recurring.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Stat
        label="Recurring a month"
        value={
          <Amounts
            href="#recurring"
            rows={recurring.map(({ currency, amount }) => ({ currency, amount }))}
            none="Nothing yet"
          />
        }
        hint={countWords(subscriptions, 'live subscription')}
      />
      <Unpaid label="Open invoices" status="open" rows={unpaid.open} />
      <Unpaid label="Overdue invoices" status="overdue" rows={unpaid.overdue} />
    </div>
  )
}

/** Nothing where there is none: the figure says so. */
const countWords = (count: number, one: string): string | null =>
  count === 0 ? null : count === 1 ? `1 ${one}` : `${count} ${one}s`

type UnpaidProps = { label: string; status: 'open' | 'overdue'; rows: readonly UnpaidItem[] }

const Unpaid = ({ label, status, rows }: UnpaidProps) => {
  const count = rows.reduce((sum, row) => sum + row.count, 0)
  return (
    <Stat
      label={label}
      value={
        <Amounts
          href={`/admin/invoices?status=${status}`}
          rows={rows.map(({ currency, total }) => ({ currency, amount: total }))}
          none="None"
        />
      }
      hint={countWords(count, 'invoice')}
    />
  )
}

type AmountsProps = {
  href: string
  rows: readonly { readonly currency: string; readonly amount: string }[]
  none: string
}

const Amounts = ({ href, rows, none }: AmountsProps): ReactNode =>
  rows.length === 0 ? (
    <span className="text-ink-soft">{none}</span>
  ) : (
    <Link href={href} className="hover:underline">
      {rows.map(({ currency, amount }) => (
        <Money key={currency} amount={amount} currency={currency} className="block" />
      ))}
    </Link>
  )
