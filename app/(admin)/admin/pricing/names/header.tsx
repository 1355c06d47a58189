import { PageHeader } from '@/components/ui/page-header'

/** The top of the page, which is there before what it lists. */
export const Header = () => (
  <PageHeader
    title="Names and units"
    back={{ href: '/admin/pricing', label: 'Pricing' }}
    text="What meters and skills are called on invoices, usage pages and in the API, in each language. Issued invoices keep the words they were issued with."
  />
)
