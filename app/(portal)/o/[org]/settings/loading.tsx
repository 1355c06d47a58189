import { Skeleton } from '@/components/ui/skeleton'

/** In the places and sizes of what will come: details and terms beside what may be spent and told, then the members. */
const Loading = () => (
  <div aria-busy="true" className="flex flex-col gap-5">
    <div className="flex flex-col gap-1">
      <Skeleton className="h-7 w-32 sm:h-8" />
      <Skeleton className="h-11 w-80 max-w-full sm:h-5.5" />
    </div>
    <div className="grid items-start gap-5 xl:grid-cols-[3fr_2fr]">
      <Skeleton className="h-240 rounded-lg sm:h-151" />
      <Skeleton className="h-240 rounded-lg sm:h-213" />
    </div>
    <Skeleton className="h-146 rounded-lg sm:h-100" />
  </div>
)

export default Loading
