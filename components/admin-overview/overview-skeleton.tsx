import { Card, CardBody } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'

/** An overview that is still being read, in the places and sizes of what will come where all is well. */
export const OverviewSkeleton = () => (
  <div aria-busy="true" className="flex flex-col gap-4">
    <Skeleton className="h-11 w-full rounded-md" />
    <div className="grid gap-3 sm:grid-cols-3">
      <Skeleton className="h-26 rounded-lg" />
      <Skeleton className="h-26 rounded-lg" />
      <Skeleton className="h-26 rounded-lg" />
    </div>
    <Card>
      <CardBody className="pt-4">
        <Skeleton className="mb-2 w-48" />
        <Skeleton className="mb-6 w-full max-w-xl" />
        <Skeleton className="h-64 w-full rounded-md" />
      </CardBody>
    </Card>
  </div>
)
