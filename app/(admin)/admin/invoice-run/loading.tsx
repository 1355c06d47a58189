import { FilterPlaces } from '@/components/admin/filter-places'
import { ChipPlaces, ListSkeleton } from '@/components/admin/list-skeleton'
import { PageHeader } from '@/components/ui/page-header'

const Loading = () => (
  <>
    <PageHeader
      title="Invoice run"
      text="What each organization owes for a month. Nothing is written before you issue."
    />
    <FilterPlaces count={2} />
    <ListSkeleton above={<ChipPlaces />} bar="h-14" flat row="h-16.5 sm:h-11.25" />
  </>
)

export default Loading
