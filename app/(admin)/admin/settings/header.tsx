import { PageHeader } from '@/components/ui/page-header'

/** The top of the page, which is there before what it lists. */
export const Header = () => (
  <PageHeader title="Settings" text="The seller, automatic invoices and reminders, weekly quotas and VAT rates." />
)
