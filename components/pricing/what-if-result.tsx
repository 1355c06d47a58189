import { CardBody } from '@/components/ui/card'
import { MonthText } from '@/components/ui/day-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableFoot, TableHead, TableRow } from '@/components/ui/table'
import { AmountCells, AmountHeads } from './amount-cells'
import { WhatIfChart } from './what-if-chart'
import { type AmountsItem, sideColours, type WhatIfItem } from './what-if-item'
import { WhatIfOrgs } from './what-if-orgs'
import { WhatIfWarnings } from './what-if-warnings'

export type WhatIfResultProps = { readonly result: WhatIfItem; readonly least: boolean; readonly turned: string }

const kinds: Readonly<Record<string, string>> = {
  tenant_fee: 'Monthly fees',
  setup_fee: 'Setup fees',
  skill: 'Skill',
  usage: 'Meter',
}

/** Revenue before and after, by month, by price and by organization. Every table adds up to the same difference. */
export const WhatIfResult = ({ result, least, turned }: WhatIfResultProps) => {
  const { currency, months, parts, total, more, less, same } = result
  if (!result.hasUsage && result.refused.length === 0) {
    return (
      <EmptyState
        title="No usage"
        text={`${result.orgs === 0 ? 'No organization is' : 'Nobody'} on this price book ${result.orgs === 0 ? 'yet' : 'used anything in these months'}. The draft can be published.`}
      />
    )
  }
  return (
    <>
      <CardBody className="flex flex-col gap-3">
        <WhatIfWarnings {...result} />
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft text-xs">
          <Key colour={sideColours.before}>Before: at the prices that were in force</Key>
          <Key colour={sideColours.after}>After: at the draft’s prices</Key>
        </ul>
        <WhatIfChart currency={currency} months={months} />
      </CardBody>
      <Figures
        label="Revenue by month"
        head="Month"
        currency={currency}
        total={total}
        rows={months.map((row, index) => ({
          ...row,
          key: row.month,
          name: (
            <>
              <Link
                href={`/admin/invoices?month=${row.month}`}
                className="inline-block min-h-6 font-medium hover:underline"
              >
                <MonthText month={row.month} />
              </Link>
              {index === months.length - 1 ? <span className="text-ink-faint"> so far</span> : null}
            </>
          ),
        }))}
      />
      <h3 className="px-4 pt-4 pb-2 font-medium sm:px-5">By price</h3>
      <Figures
        label="Revenue by price"
        head="Price"
        currency={currency}
        total={total}
        rows={parts.map((row) => ({
          ...row,
          key: `${row.kind} ${row.name}`,
          name: (
            <>
              <span className="[overflow-wrap:anywhere]">{row.spoken || kinds[row.kind]}</span>
              {row.name ? (
                <span className="block text-ink-faint text-xs [overflow-wrap:anywhere]">
                  {kinds[row.kind]}
                  {row.spoken === row.name ? '' : ` ${row.name}`}
                </span>
              ) : null}
            </>
          ),
        }))}
      />
      <WhatIfOrgs title="Would have paid more" orgs={more} currency={currency} least={least} turned={turned} />
      <WhatIfOrgs title="Would have paid less" orgs={less} currency={currency} least={least} turned={turned} />
      {same > 0 ? (
        <p className="border-line border-t px-4 py-2.5 text-ink-soft text-sm sm:px-5">
          {same === 1 ? '1 organization pays the same.' : `${same} organizations pay the same.`}
        </p>
      ) : null}
    </>
  )
}

const Key = ({ colour, children }: { colour: string; children: string }) => (
  <li className="flex items-center gap-1.5">
    <span aria-hidden className="size-2.5 rounded-sm" style={{ background: colour }} />
    {children}
  </li>
)

type FiguresProps = {
  label: string
  head: string
  currency: string
  total: AmountsItem
  rows: readonly (AmountsItem & { key: string; name: React.ReactNode })[]
}

const Figures = ({ label, head, currency, total, rows }: FiguresProps) => (
  <Table label={label}>
    <TableHead>
      <tr>
        <HeadCell>{head}</HeadCell>
        <AmountHeads currency={currency} />
        <HeadCell numeric>Difference</HeadCell>
        <HeadCell numeric className="hidden sm:table-cell">
          Per cent
        </HeadCell>
      </tr>
    </TableHead>
    <TableBody>
      {rows.map(({ key, name, ...amounts }) => (
        <TableRow key={key}>
          <Cell className="min-w-32">{name}</Cell>
          <AmountCells {...amounts} />
        </TableRow>
      ))}
    </TableBody>
    <TableFoot>
      <tr>
        <Cell>Total</Cell>
        <AmountCells {...total} />
      </tr>
    </TableFoot>
  </Table>
)
