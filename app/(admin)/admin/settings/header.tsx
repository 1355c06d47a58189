import { PageHeader } from '@/components/ui/page-header'

/** The top of the page, which is there before what it lists. */
export const Header = () => <PageHeader title="Settings" text="The seller on invoices, weekly quotas and VAT rates." />
