import { Card, CardHeader } from '@/components/ui/card'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableFoot, TableHead, TableRow } from '@/components/ui/table'
import type { RecurringItem } from './overview-item'

/** What the recurring figure is made of; nothing where nobody subscribes to anything. */
export const RecurringCard = ({ rows }: { readonly rows: readonly RecurringItem[] }) =>
  rows.length === 0 ? null : (
    <Card id="recurring" aria-label="Recurring revenue">
      <CardHeader
        title="Recurring revenue"
        text="Live subscriptions at their own prices before VAT; a twelfth of what is paid by the year, rounded once."
      />
      {rows.map((row) => (
        <Groups key={row.currency} {...row} />
      ))}
    </Card>
  )

const Groups = ({ currency, amount, groups }: RecurringItem) => (
  <Table label={`Subscriptions in ${currency}`}>
    <TableHead>
      <tr>
        <HeadCell>Plan or tier</HeadCell>
        <HeadCell numeric className="hidden sm:table-cell">
          Subscriptions
        </HeadCell>
        <HeadCell numeric>Amount</HeadCell>
      </tr>
    </TableHead>
    <TableBody>
      {groups.map(({ product, name, title, billed, count, amount: paid }) => (
        <TableRow key={`${product} ${name} ${billed}`}>
          <Cell>
            <span className="font-medium [overflow-wrap:anywhere]">{title}</span>
            <span className="block text-ink-faint text-xs">
              {product === 'plan' ? 'Plan' : 'Tier'}
              <span className="sm:hidden">, {count === 1 ? '1 subscription' : `${count} subscriptions`}</span>
            </span>
          </Cell>
          <Cell numeric className="hidden sm:table-cell">
            {count}
          </Cell>
          <Cell numeric>
            <Money amount={paid} currency={currency} />
            <span className="block text-ink-faint text-xs">{billed === 'annual' ? 'a year' : 'a month'}</span>
          </Cell>
        </TableRow>
      ))}
    </TableBody>
    <TableFoot>
      <tr>
        <Cell>A month</Cell>
        <Cell className="hidden sm:table-cell" />
        <Cell numeric>
          <Money amount={amount} currency={currency} />
        </Cell>
      </tr>
    </TableFoot>
  </Table>
)
