import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import type { WayToPay } from './document-mail'

type Paid = Pick<InvoiceSnapshot, 'payBy'> & { readonly seller: Pick<InvoiceSnapshot['seller'], 'iban'> }

/**
 * How an invoice is paid, as its e-mail says it.
 * @param charged whether the saved card is charged for it automatically, or was.
 */
export const wayToPay = ({ payBy, seller }: Paid, charged: boolean): WayToPay => {
  if (payBy === 'card') return charged ? 'card_charged' : 'card'
  return seller.iban === '' ? 'by_day' : 'transfer'
}
