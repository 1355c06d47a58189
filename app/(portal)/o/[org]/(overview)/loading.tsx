import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => <PageSkeleton stats={3} cards={['h-68 sm:h-58.5']} rows={7} />

export default Loading
