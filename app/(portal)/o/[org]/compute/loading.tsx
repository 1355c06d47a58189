import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => <PageSkeleton words="h-11 sm:h-5.5" cards={['h-122 sm:h-73']} rows={9} />

export default Loading
