import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => <PageSkeleton rows={6} />

export default Loading
