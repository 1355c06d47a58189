import { FormSkeleton } from '@/components/admin/list-skeleton'
import { Skeleton } from '@/components/ui/skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header />
    <Skeleton className="h-9 w-80 max-w-full rounded-md" />
    <Skeleton className="h-18.5 rounded-lg" />
    <FormSkeleton />
  </>
)

export default Loading
