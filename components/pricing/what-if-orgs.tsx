import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { AmountCells, AmountHeads } from './amount-cells'
import type { OrgsItem } from './what-if-item'

export type WhatIfOrgsProps = {
  readonly title: string
  readonly orgs: OrgsItem
  readonly currency: string
  /** The smallest change is listed first. */
  readonly least: boolean
  /** The address that turns the order round. */
  readonly turned: string
}

/** The organizations on one side of a change; each opens, and the order turns round. Nothing where there is none. */
export const WhatIfOrgs = ({ title, orgs, currency, least, turned }: WhatIfOrgsProps) =>
  orgs.count === 0 ? null : (
    <section aria-label={`${title}: ${orgs.count}`}>
      <h3 className="flex items-center gap-2 px-4 pt-4 pb-2 font-medium sm:px-5">
        {title} <Badge>{orgs.count}</Badge>
      </h3>
      <Table label={title}>
        <TableHead>
          <tr>
            <HeadCell>Organization</HeadCell>
            <AmountHeads currency={currency} />
            <HeadCell numeric aria-sort={least ? 'ascending' : 'descending'}>
              <Link href={turned} scroll={false} className="inline-flex min-h-6 items-center gap-1 hover:text-ink">
                Difference
                {least ? (
                  <ArrowUpNarrowWide aria-hidden className="size-3.5" />
                ) : (
                  <ArrowDownWideNarrow aria-hidden className="size-3.5" />
                )}
              </Link>
            </HeadCell>
            <HeadCell numeric className="hidden sm:table-cell">
              Per cent
            </HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {orgs.rows.map((row) => (
            <TableRow key={row.org}>
              <Cell className="min-w-32">
                <Link
                  href={`/admin/organizations/${row.org}`}
                  className="inline-block min-h-6 font-medium [overflow-wrap:anywhere] hover:underline"
                >
                  {row.name}
                </Link>
                {row.unpriced ? <span className="block text-warn text-xs">Uses what has no price</span> : null}
              </Cell>
              <AmountCells {...row} />
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {orgs.count > orgs.rows.length ? (
        <p className="px-4 py-2.5 text-ink-soft text-sm sm:px-5">
          {least ? 'The smallest' : 'The largest'} {orgs.rows.length} of {orgs.count}.
        </p>
      ) : null}
    </section>
  )
