import { FilterPlaces } from '@/components/admin/filter-places'
import { ListSkeleton } from '@/components/admin/list-skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header />
    <ListSkeleton above={<FilterPlaces count={3} />} row="h-40 sm:h-28 md:h-20" />
  </>
)

export default Loading
