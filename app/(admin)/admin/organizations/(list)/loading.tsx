import { ListSkeleton, SearchPlace } from '@/components/admin/list-skeleton'
import { Skeleton } from '@/components/ui/skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header actions={<Skeleton className="h-9 w-42 rounded-md" />} />
    <ListSkeleton above={<SearchPlace />} row="h-15" />
  </>
)

export default Loading
