import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => <PageSkeleton rows={10} />

export default Loading
