import { FilterPlaces } from '@/components/admin/filter-places'
import { ListSkeleton } from '@/components/admin/list-skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header />
    <ListSkeleton above={<FilterPlaces count={3} />} bar="h-28 sm:h-12" row="h-24 sm:h-17.5" />
  </>
)

export default Loading
