import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

export const Header = () => (
  <PageHeader title="Jobs" text={`What Kontor does by itself, and how it went last. Times in ${platformZone}.`} />
)
