import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => (
  <PageSkeleton words="h-11 sm:h-5.5" cards={['h-55', 'h-205 sm:h-101', 'h-113 sm:h-58']} rows={5} />
)

export default Loading
