import { FormSkeleton } from '@/components/admin/list-skeleton'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

const Loading = () => (
  <>
    <PageHeader
      title={<Skeleton className="h-7 w-56 sm:h-8" />}
      text="Nobody is charged by a draft. Prices are before VAT; issued invoices and priced usage keep what they had."
    />
    <FormSkeleton />
  </>
)

export default Loading
