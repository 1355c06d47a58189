import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

export const Header = () => (
  <PageHeader
    title="Overview"
    text={`What is earned, what is owed, and what waits for you. Times in ${platformZone}.`}
  />
)
