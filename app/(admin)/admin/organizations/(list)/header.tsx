import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'

/** The top of the page, which is there before what it lists. */
export const Header = ({ actions }: { readonly actions: ReactNode }) => (
  <PageHeader title="Organizations" text="The customers: what they run and what they owe." actions={actions} />
)
