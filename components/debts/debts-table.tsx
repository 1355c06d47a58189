import { Amount, amountWords } from '@/components/funding/amount'
import { DateTime } from '@/components/ui/date-time'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { formatQuantity } from '@/lib/core/money/format'
import { ageWords, type DebtItem, type DebtSum, reasonOf } from './debt-item'
import { type SettleDebt, SettleDebtDialog } from './settle-debt-dialog'

export type DebtsTableProps = {
  readonly items: readonly DebtItem[]
  readonly zone: string
  readonly settle: SettleDebt
  /** Whether each says of which organization it is. */
  readonly named: boolean
}

/** Unpaid usage, the oldest first, each with its reason, its age and what can be done about it. */
export const DebtsTable = ({ items, zone, settle, named }: DebtsTableProps) => (
  <Table label="Unpaid usage">
    <TableHead>
      <tr>
        <HeadCell>Usage</HeadCell>
        <HeadCell className="hidden md:table-cell">Used</HeadCell>
        <HeadCell className="hidden sm:table-cell">Reported</HeadCell>
        <HeadCell numeric>Amount</HeadCell>
        <HeadCell className="hidden sm:table-cell">
          <span className="sr-only">Actions</span>
        </HeadCell>
      </tr>
    </TableHead>
    <TableBody>
      {items.map((debt) => (
        <TableRow key={`${debt.org} ${debt.key}`}>
          <Cell className="min-w-40">
            {named ? (
              <Link
                href={`/admin/organizations/${debt.org}`}
                className="block min-h-6 w-fit font-medium [overflow-wrap:anywhere] hover:underline"
              >
                {debt.orgName}
              </Link>
            ) : null}
            <span className="block [overflow-wrap:anywhere]">
              {debt.meter}: {`${formatQuantity(debt.quantity)} ${debt.unit}`.trim()}
            </span>
            <span className="block max-w-96 text-ink-soft text-sm">{reasonOf(debt)}</span>
            <span className="block max-w-96 text-ink-faint text-xs [overflow-wrap:anywhere]">
              {debt.toldAs}
              {debt.toldAs === debt.key ? '' : ' (amended)'}
            </span>
            <span className="mt-2 flex flex-wrap gap-2 sm:hidden">
              <Settle debt={debt} settle={settle} />
            </span>
          </Cell>
          <Cell className="hidden md:table-cell">
            <DateTime at={debt.usedAt} zone={zone} />
          </Cell>
          <Cell className="hidden sm:table-cell">
            <DateTime at={debt.keptAt} zone={zone} />
            <span className="block text-ink-faint text-xs">{ageWords(debt.ageDays)}</span>
          </Cell>
          <Cell numeric>
            <Amount amount={debt.amount} asset={debt.currency} />
          </Cell>
          <Cell className="hidden py-1.5 sm:table-cell">
            <div className="flex justify-end gap-1">
              <Settle debt={debt} settle={settle} />
            </div>
          </Cell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
)

const Settle = ({ debt, settle }: Pick<DebtsTableProps, 'settle'> & { readonly debt: DebtItem }) => (
  <>
    <SettleDebtDialog debt={debt} how="bill" settle={settle} />
    <SettleDebtDialog debt={debt} how="waive" settle={settle} />
  </>
)

/** What debts come to, in words: one amount a currency. */
export const sumWords = (sums: readonly DebtSum[]): string =>
  sums
    .map(
      ({ count, amount, currency }) => `${count} ${count === 1 ? 'debt' : 'debts'}, ${amountWords(amount, currency)}`,
    )
    .join(' · ')
