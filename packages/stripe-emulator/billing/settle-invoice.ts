import { completeSubscriptionSession } from '@/packages/stripe-emulator/checkout/subscription-mode-complete'
import { cancelIntent } from '@/packages/stripe-emulator/payments/cancel-intent'
import type { InvoiceRecord } from '@/packages/stripe-emulator/records'
import { serializeInvoice } from '@/packages/stripe-emulator/serialize/invoice'
import { serializeInvoicePayment } from '@/packages/stripe-emulator/serialize/invoice-payment'
import type { Work } from '@/packages/stripe-emulator/work'
import { accountOf, saveAccount } from './account'
import { subscriptionPaid } from './subscription-outcome'

/** Marks the payment of an invoice as made, or drops it where the money came another way. */
const closePayment = async (work: Work, invoice: InvoiceRecord): Promise<void> => {
  const payment = invoice.payment === null ? null : await work.get('invoice_payment', invoice.payment)
  if (!payment) return
  if (!invoice.paidOutOfBand) {
    const paid = { ...payment, status: 'paid', amountPaid: payment.amountRequested, paidAt: work.now } as const
    work.put('invoice_payment', paid)
    work.emit('invoice_payment.paid', serializeInvoicePayment(paid))
    return
  }
  await cancelPayment(work, invoice)
}

/** Drops the payment of an invoice that will not be paid by it. */
export const cancelPayment = async (work: Work, invoice: InvoiceRecord): Promise<void> => {
  const payment = invoice.payment === null ? null : await work.get('invoice_payment', invoice.payment)
  if (payment?.status !== 'open') return
  work.put('invoice_payment', { ...payment, status: 'canceled', canceledAt: work.now })
  const intent = await work.get('payment_intent', payment.paymentIntent)
  const over = intent?.status === 'succeeded' || intent?.status === 'canceled'
  if (intent && !over) await cancelIntent(work, intent, 'automatic')
}

/** What is said when an invoice is paid: first of the subscription, then of the invoice, then of Checkout. */
export const settleInvoice = async (work: Work, open: InvoiceRecord, outOfBand = false): Promise<InvoiceRecord> => {
  const paid: InvoiceRecord = {
    ...open,
    status: 'paid',
    paidAt: work.now,
    amountPaid: open.amountDue,
    paidOutOfBand: outOfBand,
    attempted: true,
    attemptCount: open.amountDue > 0 && !outOfBand ? Math.max(1, open.attemptCount) : open.attemptCount,
    autoAdvance: false,
    nextPaymentAttempt: null,
  }
  work.put('invoice', paid)
  await subscriptionPaid(work, paid)
  const account = await accountOf(work, paid.customer)
  if (account.delinquent) await saveAccount(work, account, { ...account, delinquent: false })
  const shown = serializeInvoice(paid, work.publicUrl)
  work.emit('invoice.updated', shown, serializeInvoice(open, work.publicUrl))
  work.emit('invoice.paid', shown)
  work.emit('invoice.payment_succeeded', shown)
  await closePayment(work, paid)
  if (paid.checkoutSession !== null) await completeSubscriptionSession(work, paid.checkoutSession, paid)
  return paid
}
