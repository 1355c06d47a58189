import { LongText } from '@/components/admin/long-text'
import { Card, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'

export type DifferenceItem = {
  readonly org: string
  /** Which comparison found it: `invoices`, `stripe`. */
  readonly walk: string
  readonly subject: string
  readonly sentence: string
  readonly foundAt: string
}

export type DifferencesProps = {
  readonly count: number
  readonly rows: readonly DifferenceItem[]
  readonly zone: string
}

const found: Readonly<Record<string, string>> = {
  invoices: 'Issued invoice',
  stripe: 'Kontor and Stripe',
}

/** What daily comparisons found wrong and somebody has to look at. */
export const Differences = ({ count, rows, zone }: DifferencesProps) => (
  <Card>
    <CardHeader
      title="Differs"
      text={`${count > rows.length ? `The latest ${rows.length} of ${count}. ` : ''}What the daily comparisons found. An entry goes away once a comparison finds it right.`}
    />
    <Table label="Differences">
      <TableHead>
        <tr>
          <HeadCell>What differs</HeadCell>
          <HeadCell className="hidden sm:table-cell">Found</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map(({ org, walk, subject, sentence, foundAt }) => (
          <TableRow key={`${org} ${walk} ${subject}`}>
            <Cell className="[overflow-wrap:anywhere]">
              <span className="font-medium">{found[walk] ?? walk}</span>{' '}
              <Link
                href={walk === 'invoices' ? `/o/${org}/invoices/${subject}` : `/admin/organizations/${org}`}
                className="text-ink-soft hover:underline"
              >
                {org}
              </Link>
              <span className="block font-mono text-ink-faint text-xs">{subject}</span>
              <div className="text-bad text-sm">
                <LongText text={sentence} />
              </div>
            </Cell>
            <Cell className="hidden text-ink-soft sm:table-cell">
              <DateTime at={foundAt} zone={zone} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </Card>
)
