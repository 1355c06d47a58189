import { OverviewSkeleton } from '@/components/admin-overview/overview-skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header />
    <OverviewSkeleton />
  </>
)

export default Loading
