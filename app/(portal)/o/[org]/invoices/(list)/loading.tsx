import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => <PageSkeleton words="h-10.5" filter="h-6" rows={8} />

export default Loading
