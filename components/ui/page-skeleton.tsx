import { Card } from './card'
import { Skeleton } from './skeleton'

export type PageSkeletonProps = {
  /** How many figures stand above the first card. */
  readonly stats?: number
  /** How many rows the card has, in the height of table rows. */
  readonly rows?: number
}

/** A page that is still loading, in the places and sizes of what will come. */
export const PageSkeleton = ({ stats = 0, rows = 6 }: PageSkeletonProps) => (
  <div aria-busy="true" className="flex flex-col gap-5">
    <div className="flex flex-col gap-2">
      <Skeleton className="h-8 w-44" />
      <Skeleton className="h-5 w-64 max-w-full" />
    </div>
    {stats > 0 ? (
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {Array.from({ length: stats }, (_, index) => `stat ${index}`).map((key) => (
          <Skeleton key={key} className="h-27 rounded-lg" />
        ))}
      </div>
    ) : null}
    <Card>
      <ul className="divide-y divide-line">
        {Array.from({ length: rows }, (_, index) => `row ${index}`).map((key) => (
          <li key={key} className="flex h-10.5 items-center gap-6 px-4 sm:px-5">
            <Skeleton className="w-28" />
            <Skeleton className="hidden w-40 sm:block" />
            <Skeleton className="ml-auto w-20" />
          </li>
        ))}
      </ul>
    </Card>
  </div>
)
