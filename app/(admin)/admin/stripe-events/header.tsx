import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

/** The top of the page, which is there before the events are; then it also says how many fail. */
export const Header = ({ failing = 0 }: { readonly failing?: number }) => (
  <PageHeader
    title="Stripe events"
    text={`What Stripe told the portal, newest first. What fails is tried again by itself, less and less often, for 25 days. Times in ${platformZone}.`}
    badge={
      failing > 0 ? (
        <Link href="/admin/stripe-events?state=failing" className="rounded-sm hover:underline">
          <Badge tone="bad">{failing === 1 ? '1 event fails' : `${failing} events fail`}</Badge>
        </Link>
      ) : null
    }
  />
)
