import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

/** The top of the page, which is there before what it lists. */
export const Header = ({ actions }: { readonly actions: ReactNode }) => (
  <PageHeader
    title="API keys"
    text={`For the services that report usage and tenants. Times in ${platformZone}.`}
    actions={actions}
  />
)
