import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import type { WayToPay } from './document-mail'

/** The standard of the QR-bill knows these currencies, and accounts of these countries. */
const qrCurrencies: readonly string[] = ['CHF', 'EUR']
const qrAccount = /^(CH|LI)/

/**
 * How an invoice is paid, as its e-mail says it.
 * @param charged whether the saved card is charged for it by itself, or was.
 */
export const wayToPay = (
  { payBy, currency, seller }: Pick<InvoiceSnapshot, 'payBy' | 'currency' | 'seller'>,
  charged: boolean,
): WayToPay => {
  if (payBy === 'card') return charged ? 'card_charged' : 'card'
  return qrCurrencies.includes(currency) && qrAccount.test(seller.iban) ? 'qr_bill' : 'transfer'
}
