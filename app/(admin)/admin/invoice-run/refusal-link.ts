import { addressOf } from '@/lib/http/search-params'
import { invoiceHref } from '@/lib/reads/invoice-item'

type Facts = Readonly<Record<string, unknown>>

/** Where the reason of a refusal can be looked at or mended, where there is such a place. */
export const refusalLink = (code: string, facts: Facts, org: string): { href: string; label: string } | null => {
  switch (code) {
    case 'already_invoiced':
      return { href: invoiceHref(org, String(facts.invoice_id)), label: `Invoice ${facts.number}` }
    case 'address_missing':
      return { href: `/admin/organizations/${org}`, label: 'Complete the billing address' }
    case 'not_printable':
      return { href: `/admin/organizations/${org}`, label: 'Correct the billing address' }
    case 'seller_missing':
      return { href: '/admin/settings', label: 'Complete the seller' }
    case 'price_missing':
      return { href: addressOf('/admin/pricing', { book: String(facts.price_book) }), label: 'Look at the price book' }
    default:
      return null
  }
}
