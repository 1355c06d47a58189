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
        title="Unpaid usage"
        text={`${sumWords(sums)}. Usage under the current biller waits for funds. Usage under an earlier biller stays unpaid until you bill or waive it.`}
        actions={
          <LinkButton href={href} variant="secondary" size="small">
            Show all
          </LinkButton>
        }
      />
      <DebtsTable items={items} zone={zone} settle={settle} named={false} />
    </Card>
  )
