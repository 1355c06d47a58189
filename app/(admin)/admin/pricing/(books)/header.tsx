import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

/** The top of the page, which is there before what it lists. */
export const Header = () => (
  <PageHeader
    title="Pricing"
    text={`Price books, each with every version it had. Times in ${platformZone}.`}
    actions={
      <LinkButton href="/admin/pricing/names" variant="secondary">
        Names and units
      </LinkButton>
    }
  />
)
