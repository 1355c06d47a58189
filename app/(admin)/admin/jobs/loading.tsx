import { JobsSkeleton } from '@/components/jobs/jobs-skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header />
    <JobsSkeleton />
  </>
)

export default Loading
