import { MonthText } from '@/components/ui/day-text'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableFoot, TableHead, TableRow } from '@/components/ui/table'
import { groupDigits } from '@/lib/core/money/format'
import { type RevenueItem, streamWords } from './overview-item'

/** What the chart shows, in figures, the newest month first; a month opens its invoices. */
export const RevenueTable = ({ currency, months, shown, streams, total }: RevenueItem) => (
  <>
    <Table label="Revenue by month">
      <TableHead>
        <tr>
          <HeadCell>Month</HeadCell>
          {shown.map((stream) => (
            <HeadCell key={stream} numeric className="hidden sm:table-cell">
              {streamWords[stream]}
            </HeadCell>
          ))}
          <HeadCell numeric>Total ({currency})</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {[...months].reverse().map((row) => (
          <TableRow key={row.month}>
            <Cell>
              <Link
                href={`/admin/invoices?month=${row.month}`}
                className="block min-h-6 w-fit font-medium hover:underline"
              >
                <MonthText month={row.month} />
              </Link>
              <span className="figures block text-ink-faint text-xs sm:hidden">
                {shown
                  .filter((stream) => row.streams[stream] !== '0.00')
                  .map((stream) => `${streamWords[stream]} ${groupDigits(row.streams[stream], 2)}`)
                  .join(' · ')}
              </span>
            </Cell>
            {shown.map((stream) => (
              <Cell key={stream} numeric className="hidden text-ink-soft sm:table-cell">
                {groupDigits(row.streams[stream], 2)}
              </Cell>
            ))}
            <Cell numeric className="font-medium">
              {groupDigits(row.total, 2)}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
      <TableFoot>
        <tr>
          <Cell>Twelve months</Cell>
          {shown.map((stream) => (
            <Cell key={stream} numeric className="hidden sm:table-cell">
              {groupDigits(streams[stream], 2)}
            </Cell>
          ))}
          <Cell numeric>{groupDigits(total, 2)}</Cell>
        </tr>
      </TableFoot>
    </Table>
    <p className="border-line border-t px-4 py-2.5 text-ink-soft text-xs sm:px-5">
      Fees, skills and usage are on the invoices of their month. Credit is told on the page of each organization,
      payments of plans and tiers among the{' '}
      <Link href="/admin/stripe-events?type=invoice.paid" className="underline">
        events of Stripe
      </Link>
      .
    </p>
  </>
)
