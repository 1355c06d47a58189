import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => <PageSkeleton stats={3} rows={4} />

export default Loading
