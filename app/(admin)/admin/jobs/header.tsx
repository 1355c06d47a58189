import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

export const Header = () => (
  <PageHeader
    title="Jobs"
    text={`What the servers do by themselves, all of them together, and how it went last. Times in ${platformZone}.`}
  />
)
