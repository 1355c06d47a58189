import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => <PageSkeleton rows={3} />

export default Loading
