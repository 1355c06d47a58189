import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => <PageSkeleton rows={8} />

export default Loading
