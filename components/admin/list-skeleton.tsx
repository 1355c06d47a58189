import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'

export type ListSkeletonProps = {
  /** What stands above the card: filters, a search. */
  readonly above?: ReactNode
  /** The height of a bar with buttons at the card's top, where there is one. */
  readonly bar?: string
  /** A line with the names of columns. */
  readonly head?: boolean
  /** The height of a row, as it is on a phone and from there on. */
  readonly row: string
  /** A row is a single line where there is room. */
  readonly flat?: boolean
}

const rows = Array.from({ length: 10 }, (_, index) => `row ${index}`)

/** A list that is still being read, in the places and sizes of what will come. */
export const ListSkeleton = ({ above, bar, head = true, row, flat = false }: ListSkeletonProps) => (
  <div aria-busy="true" className="flex flex-col gap-3">
    {above}
    <Card>
      {bar ? (
        <div className={`flex items-center justify-between gap-4 px-4 sm:px-5 ${bar}`}>
          <Skeleton className="w-32" />
          <Skeleton className="h-9 w-32 rounded-md" />
        </div>
      ) : null}
      {head ? <div className={`h-9 border-line border-b bg-sunken ${bar ? 'border-t' : ''}`} /> : null}
      <ul className="divide-y divide-line">
        {rows.map((key) => (
          <li key={key} className={`flex items-start justify-between gap-6 px-4 py-3 sm:px-5 ${row}`}>
            <span className="flex flex-col gap-2">
              <Skeleton className="w-36" />
              <Skeleton className={`h-3 w-24 ${flat ? 'sm:hidden' : ''}`} />
            </span>
            <Skeleton className="w-20" />
          </li>
        ))}
      </ul>
    </Card>
  </div>
)

/** Where a search will be, and its button. */
export const SearchPlace = () => (
  <div className="flex w-full max-w-sm gap-2">
    <Skeleton className="h-9 flex-1 rounded-md" />
    <Skeleton className="size-9 rounded-md" />
  </div>
)

/** Where the chips of the states of a run will be. */
export const ChipPlaces = () => (
  <div className="flex min-h-16 flex-wrap items-start gap-1.5 sm:min-h-7">
    <Skeleton className="h-7 w-64 max-w-full rounded-md" />
  </div>
)

/** A form that is still being read: a card with places for its fields. */
export const FormSkeleton = () => (
  <Card aria-busy="true">
    <div className="flex flex-col gap-5 px-4 pt-4 pb-5 sm:px-5">
      <span className="flex flex-col gap-2">
        <Skeleton className="h-5 w-24" />
        <Skeleton className="h-3.5 w-64 max-w-full" />
      </span>
      {['first', 'second', 'third', 'fourth', 'fifth', 'sixth'].map((key) => (
        <span key={key} className="flex flex-col gap-1.5">
          <Skeleton className="h-5 w-28" />
          <Skeleton className="h-9 rounded-md" />
        </span>
      ))}
    </div>
  </Card>
)
