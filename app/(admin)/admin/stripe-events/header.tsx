import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

/** The top of the page, which is there before the events are. */
export const Header = () => (
  <PageHeader title="Stripe events" text={`What Stripe told the portal, newest first. Times in ${platformZone}.`} />
)
