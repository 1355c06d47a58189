import type { InvoiceRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { changeSubscription } from './save-subscription'

const subscriptionOf = async (work: Work, invoice: InvoiceRecord): Promise<SubscriptionRecord | null> =>
  invoice.subscription === null ? null : work.get('subscription', invoice.subscription)

const without = (ids: readonly string[], id: string): string[] => ids.filter((other) => other !== id)

const methodOf = async (work: Work, invoice: InvoiceRecord): Promise<string | null> => {
  const payment = invoice.payment === null ? null : await work.get('invoice_payment', invoice.payment)
  const intent = payment && (await work.get('payment_intent', payment.paymentIntent))
  return intent?.status === 'succeeded' ? intent.paymentMethod : null
}

/** A change that waited for this invoice now counts. */
const applyPending = async (
  work: Work,
  current: SubscriptionRecord,
  invoice: InvoiceRecord,
): Promise<SubscriptionRecord> => {
  const { pendingUpdate } = current
  if (pendingUpdate?.invoice !== invoice.id) return current
  const { items, anchor } = pendingUpdate
  const applied: SubscriptionRecord = { ...current, items, anchor, pendingUpdate: null }
  return changeSubscription(work, current, applied, 'customer.subscription.pending_update_applied')
}

/** Paying the invoice it depends on makes a subscription active, whatever it was before it ended. */
export const subscriptionPaid = async (work: Work, invoice: InvoiceRecord): Promise<void> => {
  const found = await subscriptionOf(work, invoice)
  if (!found || found.ended === 'true') return
  const current = await applyPending(work, found, invoice)
  const method = current.saveDefaultMethod ? await methodOf(work, invoice) : null
  const after: SubscriptionRecord = {
    ...current,
    status: current.decidingInvoice === invoice.id ? 'active' : current.status,
    defaultPaymentMethod: method ?? current.defaultPaymentMethod,
    openInvoices: without(current.openInvoices, invoice.id),
  }
  const shown = after.status !== current.status || after.defaultPaymentMethod !== current.defaultPaymentMethod
  if (shown || current !== found) await changeSubscription(work, current, after)
  else work.put('subscription', after)
}

/** An attempt failed. A first invoice leaves the subscription incomplete, a later one makes it past due. */
export const subscriptionFailed = async (work: Work, invoice: InvoiceRecord): Promise<void> => {
  const current = await subscriptionOf(work, invoice)
  if (current?.status !== 'active' || current.decidingInvoice !== invoice.id) return
  await changeSubscription(work, current, { ...current, status: 'past_due' })
}

/** The invoice will not be collected any more, so nothing is waited for. */
export const stopCollecting = async (work: Work, invoice: InvoiceRecord): Promise<void> => {
  const current = await subscriptionOf(work, invoice)
  if (!current?.openInvoices.includes(invoice.id)) return
  work.put('subscription', { ...current, openInvoices: without(current.openInvoices, invoice.id) })
}
