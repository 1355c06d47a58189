import type { Follower } from '@/packages/stripe-emulator/payments/followers'
import { invoiceFailed } from './attempt-invoice'
import { settleInvoice } from './settle-invoice'

/**
 * What an invoice does when its payment ends by another way than the invoice's own attempt: its owner authenticated
 * it, a debit settled, or a call confirmed it. A debit that failed counts as the attempt that began it.
 */
export const followInvoice: Follower = async (work, id, told) => {
  const invoice = await work.get('invoice', id)
  if (invoice?.status !== 'open' && invoice?.status !== 'uncollectible') return
  if (told.kind === 'succeeded') await settleInvoice(work, invoice)
  if (told.kind !== 'declined') return
  const debited = told.charge?.sepaDebit != null
  await invoiceFailed(work, invoice, { automatic: debited, actionRequired: false })
}
