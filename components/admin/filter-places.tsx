import { Skeleton } from '@/components/ui/skeleton'

/** Where the choices of a filter form will be, and its button. */
export const FilterPlaces = ({ count }: { readonly count: number }) => (
  <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
    {Array.from({ length: count }, (_, index) => `filter ${index}`).map((key) => (
      <div key={key} className="flex w-full flex-col gap-1.5 sm:w-48">
        <Skeleton className="h-5 w-12" />
        <Skeleton className="h-9 rounded-md" />
      </div>
    ))}
    <Skeleton className="h-9 w-18 rounded-md" />
  </div>
)
