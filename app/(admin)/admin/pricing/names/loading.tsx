import { FormSkeleton } from '@/components/admin/list-skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header />
    <FormSkeleton />
  </>
)

export default Loading
