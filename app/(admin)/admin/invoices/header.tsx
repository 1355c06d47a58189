import { PageHeader } from '@/components/ui/page-header'

/** The top of the page, which is there before what it lists. */
export const Header = () => (
  <PageHeader title="Invoices" text="Every issued invoice of every organization, newest first." />
)
