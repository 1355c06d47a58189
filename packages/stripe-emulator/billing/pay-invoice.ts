import { Declined, Failure } from '@/packages/stripe-emulator/failure'
import type { InvoiceRecord } from '@/packages/stripe-emulator/records'
import { attemptInvoice } from './attempt-invoice'
import { finalizeInvoice } from './finalize-invoice'
import { checkStatus, type HeldInvoice } from './hold-invoice'
import { methodFor, ownMethod } from './payment-method-for'
import { refusalOf } from './payment-refusal'
import { settleInvoice } from './settle-invoice'

export type AskedPayment = {
  readonly method: string | undefined
  readonly offSession: boolean
  readonly outOfBand: boolean
}

/**
 * Pays an invoice now, finalizing it first where it is a draft. A refusal by the bank is kept with its events; an
 * invoice without anything to pay it with is refused as if nothing had happened.
 */
export const payInvoice = async (
  { work, invoice, customer }: HeldInvoice,
  { method: asked, offSession, outOfBand }: AskedPayment,
): Promise<InvoiceRecord> => {
  checkStatus(invoice, ['draft', 'open', 'uncollectible'], 'pay')
  const open = invoice.status === 'draft' ? await finalizeInvoice(work, invoice) : invoice
  if (open.status === 'paid') return open
  if (outOfBand) return settleInvoice(work, open, true)
  const subscription = open.subscription === null ? null : await work.get('subscription', open.subscription)
  const preferred = open.defaultPaymentMethod ?? subscription?.defaultPaymentMethod ?? null
  const method =
    asked === undefined
      ? await methodFor(work, customer, preferred)
      : await ownMethod(work, customer.id, asked, 'payment_method')
  if (!method) {
    throw new Failure(400, {
      type: 'invalid_request_error',
      message:
        'There is no `default_payment_method` set on this Customer or Invoice. Please set either a `default_payment_method` or `default_source`.',
    })
  }
  const collected = await attemptInvoice(work, open, { method, offSession, automatic: false })
  const refusal = refusalOf(collected, 'invoice')
  if (refusal) throw new Declined(402, refusal)
  return collected.invoice
}
