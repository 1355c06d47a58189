import { PageSkeleton } from '@/components/ui/page-skeleton'

const Loading = () => <PageSkeleton words="h-33 sm:h-10.5" rows={3} />

export default Loading
