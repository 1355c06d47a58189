import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

/** The top of the page, which is there before what it lists. */
export const Header = ({ badge }: { readonly badge: ReactNode }) => (
  <PageHeader
    title="Audit log"
    text={`Who changed what, each entry chained to the one before. Times in ${platformZone}.`}
    badge={badge}
  />
)
