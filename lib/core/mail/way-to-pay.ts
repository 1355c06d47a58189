import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import type { WayToPay } from './document-mail'

/**
 * How an invoice is paid, as its e-mail says it.
 * @param charged whether the saved card is charged for it by itself, or was.
 */
export const wayToPay = ({ payBy }: Pick<InvoiceSnapshot, 'payBy'>, charged: boolean): WayToPay => {
  if (payBy === 'card') return charged ? 'card_charged' : 'card'
  return 'transfer'
}
