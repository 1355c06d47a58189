import { FilterPlaces } from '@/components/admin/filter-places'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Cell, Table, TableBody, TableRow } from '@/components/ui/table'
import { DeliveriesHead } from './deliveries'

const rows = Array.from({ length: 10 }, (_, index) => `row ${index}`)

/** Deliveries that are still being read, in the places and sizes of what will come. */
export const DeliveriesSkeleton = () => (
  <div aria-busy="true" className="flex flex-col gap-3">
    <FilterPlaces count={3} />
    <Card>
      <Table label="Deliveries, the newest first">
        <DeliveriesHead />
        <TableBody>
          {rows.map((key) => (
            <TableRow key={key}>
              <Cell className="h-52 sm:h-40 md:h-24 md:w-70">
                <Skeleton className="mb-2 w-32" />
                <Skeleton className="h-3.5 w-48 max-w-full" />
              </Cell>
              <Cell className="hidden sm:table-cell">
                <Skeleton className="w-16" />
              </Cell>
              <Cell className="hidden md:table-cell">
                <Skeleton className="w-48" />
              </Cell>
              <Cell className="hidden w-52 lg:table-cell">
                <Skeleton className="mb-2 w-32" />
                <Skeleton className="h-3 w-16" />
              </Cell>
              <Cell className="hidden w-px py-1.5 sm:table-cell">
                <Skeleton className="h-7 w-32 rounded-md" />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  </div>
)
