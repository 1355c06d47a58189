import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Cell, Table, TableBody, TableRow } from '@/components/ui/table'
import { JobsHead } from './jobs-table'

const rows = Array.from({ length: 9 }, (_, index) => `row ${index}`)

/** Jobs that are still being read, in the places and sizes of what will come. */
export const JobsSkeleton = () => (
  <div aria-busy="true">
    <Card>
      <Table label="Jobs">
        <JobsHead />
        <TableBody>
          {rows.map((key) => (
            <TableRow key={key}>
              <Cell className="h-42 sm:h-28 md:h-20 md:w-96">
                <Skeleton className="mb-2 w-24" />
                <Skeleton className="h-3.5 w-72 max-w-full" />
              </Cell>
              <Cell className="hidden sm:table-cell">
                <Skeleton className="w-12" />
              </Cell>
              <Cell className="hidden md:table-cell">
                <Skeleton className="w-28" />
              </Cell>
              <Cell className="hidden lg:table-cell">
                <Skeleton className="w-24" />
              </Cell>
              <Cell className="hidden sm:table-cell">
                <Skeleton className="w-24" />
              </Cell>
              <Cell>
                <Skeleton className="w-16" />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  </div>
)
