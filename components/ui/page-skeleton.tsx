import { Card } from './card'
import { classNames } from './class-names'
import { Skeleton } from './skeleton'

export type PageSkeletonProps = {
  /** The height of the words and buttons under the title, as a class; a line by default. */
  readonly words?: string
  /** The height of what stands between the title and the rest: a choice of time, a filter. */
  readonly filter?: string
  /** How many figures stand above the first card. */
  readonly stats?: number
  /** The heights of the cards that follow, as classes. */
  readonly cards?: readonly string[]
  /** How many rows the last card has, in the height of table rows; none where it is no table. */
  readonly rows?: number
}

/** A page that is still loading, in the places and sizes of what will come. */
export const PageSkeleton = ({ words = 'h-5.5', filter, stats = 0, cards = [], rows = 6 }: PageSkeletonProps) => (
  <div aria-busy="true" className="flex flex-col gap-5">
    <div className="flex flex-col gap-1">
      <Skeleton className="h-7 w-44 sm:h-8" />
      <Skeleton className={classNames('w-64 max-w-full', words)} />
    </div>
    {filter ? <Skeleton className={classNames('w-80 max-w-full rounded-lg', filter)} /> : null}
    {stats > 0 ? (
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {Array.from({ length: stats }, (_, index) => `stat ${index}`).map((key) => (
          <Skeleton key={key} className="h-26 rounded-lg" />
        ))}
      </div>
    ) : null}
    {cards.map((height) => (
      <Skeleton key={height} className={classNames('rounded-lg', height)} />
    ))}
    {rows > 0 ? <Rows count={rows} /> : null}
  </div>
)

const Rows = ({ count }: { count: number }) => (
  <Card>
    <ul className="divide-y divide-line">
      {Array.from({ length: count }, (_, index) => `row ${index}`).map((key) => (
        <li key={key} className="flex h-10.5 items-center gap-6 px-4 sm:px-5">
          <Skeleton className="w-28" />
          <Skeleton className="hidden w-40 sm:block" />
          <Skeleton className="ml-auto w-20" />
        </li>
      ))}
    </ul>
  </Card>
)
