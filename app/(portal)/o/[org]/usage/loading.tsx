import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => <PageSkeleton stats={3} rows={8} />

export default Loading
