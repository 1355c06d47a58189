import { LinkButton } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import type { DebtItem, DebtSum } from './debt-item'
import { DebtsTable, sumWords } from './debts-table'
import type { SettleDebt } from './settle-debt-dialog'

export type DebtsPanelProps = {
  readonly items: readonly DebtItem[]
  readonly sums: readonly DebtSum[]
  readonly zone: string
  /** All of them. */
  readonly href: string
  readonly settle: SettleDebt
}

/** The debts of one organization; nothing if there are none. */
export const DebtsPanel = ({ items, sums, zone, href, settle }: DebtsPanelProps) =>
  items.length === 0 ? null : (
    <Card>
      <CardHeader
        title="Debts of former billers"
        text={`${sumWords(sums)}. Used under a biller that the organization has left, and paid by nothing. Nothing charges them by itself.`}
        actions={
          <LinkButton href={href} variant="secondary" size="small">
            All of them
          </LinkButton>
        }
      />
      <DebtsTable items={items} zone={zone} settle={settle} named={false} />
    </Card>
  )
