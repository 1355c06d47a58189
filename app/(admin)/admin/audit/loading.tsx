import { ListSkeleton } from '@/components/admin/list-skeleton'
import { Skeleton } from '@/components/ui/skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header badge={<Skeleton className="h-5 w-40" />} />
    <ListSkeleton head={false} flat row="h-23 sm:h-10.75" />
  </>
)

export default Loading
