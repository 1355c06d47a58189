import { FilterPlaces } from '@/components/admin/filter-places'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Cell, Table, TableBody, TableRow } from '@/components/ui/table'
import { EventsHead } from './stripe-events'

const rows = Array.from({ length: 10 }, (_, index) => `row ${index}`)

/** Events that are still being read, in the places and sizes of what will come. */
export const StripeEventsSkeleton = () => (
  <div aria-busy="true" className="flex flex-col gap-3">
    <FilterPlaces count={2} />
    <Card>
      <Table label="Stripe events, the newest first">
        <EventsHead />
        <TableBody>
          {rows.map((key) => (
            <RowPlace key={key} />
          ))}
        </TableBody>
      </Table>
    </Card>
  </div>
)

const RowPlace = () => (
  <TableRow>
    <Cell className="h-51.75 sm:h-35 md:h-25.5 lg:h-15.5 md:w-70">
      <Skeleton className="mb-2 w-40" />
      <Skeleton className="h-3.5 w-56 max-w-full" />
    </Cell>
    <Cell className="hidden sm:table-cell">
      <Skeleton className="w-12" />
    </Cell>
    <Cell className="hidden md:table-cell">
      <Skeleton className="mb-2 w-48" />
      <Skeleton className="h-3 w-24" />
    </Cell>
    <Cell className="hidden w-48 lg:table-cell">
      <Skeleton className="mb-2 w-32" />
      <Skeleton className="h-3 w-16" />
    </Cell>
    <Cell className="w-px py-1.5">
      <Skeleton className="h-7 w-20 rounded-md" />
    </Cell>
  </TableRow>
)
