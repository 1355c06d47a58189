import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

/** The top of the page, which is there before the deliveries are; then it also says how many fail. */
export const Header = ({ failing = 0 }: { readonly failing?: number }) => (
  <PageHeader
    title="Deliveries"
    text={`What cells and people are told, newest first, and documents that cannot be made. What fails is tried again by itself: until the cell acknowledges it, until the document is right, or for a day until the mail server takes it. Times in ${platformZone}.`}
    badge={
      failing > 0 ? (
        <Link href="/admin/deliveries?state=failing" className="rounded-sm hover:underline">
          <Badge tone="bad">{failing === 1 ? '1 delivery fails' : `${failing} deliveries fail`}</Badge>
        </Link>
      ) : null
    }
  />
)
