import { Skeleton } from '@/components/ui/skeleton'

const cards = ['first', 'second', 'third']

/** In the places and sizes of what will come: title, what is in force, two rows of offers. */
const Loading = () => (
  <div aria-busy="true" className="flex flex-col gap-5">
    <div className="flex flex-col gap-1">
      <Skeleton className="h-7 w-32 sm:h-8" />
      <Skeleton className="h-5.5 w-80 max-w-full" />
    </div>
    <Skeleton className="h-73 rounded-lg sm:h-45" />
    {['plans', 'tiers'].map((shelf) => (
      <div key={shelf} className="flex flex-col gap-3">
        <div className="flex flex-col gap-1">
          <Skeleton className="h-6 w-32" />
          <Skeleton className="h-5 w-72 max-w-full" />
        </div>
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {cards.map((key) => (
            <Skeleton key={key} className="h-49 rounded-lg" />
          ))}
        </div>
      </div>
    ))}
  </div>
)

export default Loading
