import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => (
  <PageSkeleton words="h-28.5 sm:h-11" filter="h-46.5 sm:h-27.5" stats={3} cards={['h-98']} rows={8} />
)

export default Loading
