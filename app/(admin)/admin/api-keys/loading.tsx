import { ListSkeleton } from '@/components/admin/list-skeleton'
import { Skeleton } from '@/components/ui/skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header actions={<Skeleton className="h-9 w-28 rounded-md" />} />
    <ListSkeleton row="h-27 sm:h-19" />
  </>
)

export default Loading
