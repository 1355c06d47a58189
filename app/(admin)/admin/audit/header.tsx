import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

/** The top of the page, which is there before what it lists. */
export const Header = ({ badge }: { readonly badge: ReactNode }) => (
  <PageHeader
    title="Audit log"
    text={`Who changed what, and when. Each entry is chained to the one before it. Times in ${platformZone}.`}
    badge={badge}
  />
)
