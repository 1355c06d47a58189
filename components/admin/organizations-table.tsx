import { Building2 } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { SearchForm } from './search-form'

export type OrganizationRow = {
  readonly org: string
  readonly name: string
  readonly country: string
  readonly payBy: 'card' | 'invoice'
  /** Tenants that are not deleted. */
  readonly tenants: number
  /** What is open, decimal text in `currency`. */
  readonly openAmount: string
  readonly currency: string
  readonly overdue: boolean
}

export type OrganizationsTableProps = {
  readonly rows: readonly OrganizationRow[]
  /** The search in the address; the rows already answer it. */
  readonly query: string
  readonly pages?: PaginationProps
}

/** All organizations, searched by name or id. */
export const OrganizationsTable = ({ rows, query, pages }: OrganizationsTableProps) => {
  const isPastEnd = rows.length === 0 && pages !== undefined && pages.previous !== null
  return (
    <div className="flex flex-col gap-3">
      <SearchForm action="/admin/organizations" query={query} label="Search by name or id" />
      <Card>
        {rows.length === 0 ? (
          <EmptyState
            icon={<Building2 aria-hidden />}
            title={isPastEnd ? 'No more organizations' : query ? 'No organization found' : 'No organizations yet'}
            text={
              isPastEnd
                ? 'The list ends on an earlier page.'
                : query
                  ? `Nothing matches “${query}”.`
                  : 'Create the first one to start billing.'
            }
          />
        ) : (
          <Table label="Organizations">
            <TableHead>
              <tr>
                <HeadCell>Organization</HeadCell>
                <HeadCell className="hidden sm:table-cell">Country</HeadCell>
                <HeadCell className="hidden sm:table-cell">Pays by</HeadCell>
                <HeadCell numeric className="hidden sm:table-cell">
                  Tenants
                </HeadCell>
                <HeadCell numeric>Open</HeadCell>
              </tr>
            </TableHead>
            <TableBody>
              {rows.map((row) => (
                <OrganizationLine key={row.org} row={row} />
              ))}
            </TableBody>
          </Table>
        )}
        {pages ? <Pagination {...pages} /> : null}
      </Card>
    </div>
  )
}

const OrganizationLine = ({ row }: { row: OrganizationRow }) => (
  <TableRow>
    <Cell className="min-w-40">
      <Link href={`/admin/organizations/${row.org}`} className="font-medium [overflow-wrap:anywhere] hover:underline">
        {row.name}
      </Link>
      <span className="block text-ink-faint text-xs [overflow-wrap:anywhere]">{row.org}</span>
    </Cell>
    <Cell className="hidden sm:table-cell">{row.country}</Cell>
    <Cell className="hidden sm:table-cell">{row.payBy === 'card' ? 'Card' : 'Invoice'}</Cell>
    <Cell numeric className="hidden sm:table-cell">
      {row.tenants}
    </Cell>
    <Cell numeric>
      <Money amount={row.openAmount} currency={row.currency} />
      {row.overdue ? (
        <span className="block">
          <Badge tone="bad">Overdue</Badge>
        </span>
      ) : null}
    </Cell>
  </TableRow>
)
