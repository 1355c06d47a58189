import { decideCharge } from '@/packages/stripe-emulator/cards/decide'
import { type PaymentOutcome, tryPayment } from '@/packages/stripe-emulator/payments/try-payment'
import type { InvoiceRecord, PaymentIntentRecord, PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import { serializeInvoice } from '@/packages/stripe-emulator/serialize/invoice'
import type { Work } from '@/packages/stripe-emulator/work'
import { accountOf, saveAccount } from './account'
import { collectionOver } from './collection-over'
import { billingSettings, nextAttempt } from './settings'
import { settleInvoice } from './settle-invoice'
import { subscriptionFailed } from './subscription-outcome'

export type Attempt = {
  /** Null where the customer has no method to be charged. */
  readonly method: PaymentMethodRecord | null
  readonly offSession: boolean
  /** Made by the schedule and not by a person; only these count beyond the first. */
  readonly automatic: boolean
  /** The owner of the method has just authenticated this payment. */
  readonly authenticated?: boolean
}

/** How an attempt to collect went; `nothing` where there was no method to try. */
export type Collected = {
  readonly invoice: InvoiceRecord
  readonly outcome: PaymentOutcome | { readonly kind: 'nothing'; readonly intent: PaymentIntentRecord | null }
}

/** The payment an invoice waits for, or null where it waits for none. */
export const intentOf = async (work: Work, invoice: InvoiceRecord): Promise<PaymentIntentRecord | null> => {
  const payment = invoice.payment === null ? null : await work.get('invoice_payment', invoice.payment)
  return payment ? work.get('payment_intent', payment.paymentIntent) : null
}

/**
 * A bank that wants the owner of a card stops a renewal without refusing the card: the payment waits for its owner,
 * who is sent a link.
 */
const tryMethod = (
  work: Work,
  intent: PaymentIntentRecord,
  method: PaymentMethodRecord,
  { offSession: away, authenticated = false }: Attempt,
) => {
  const asked = { behaviour: method.card?.behaviour ?? '', prepared: method.prepared, authenticated }
  const answer = decideCharge({ ...asked, offSession: true })
  const wantsOwner = answer.kind === 'declined' && answer.code === 'authentication_required'
  return tryPayment({ work, intent, method, offSession: away && !wantsOwner, authenticated })
}

/** Notes a failed attempt, plans the next one, and says what it means for the subscription. */
export const invoiceFailed = async (
  work: Work,
  open: InvoiceRecord,
  { automatic, actionRequired }: { readonly automatic: boolean; readonly actionRequired: boolean },
): Promise<InvoiceRecord> => {
  const counts = automatic || open.attemptCount === 0
  const attemptCount = open.attemptCount + (counts ? 1 : 0)
  const subscription = open.subscription === null ? null : await work.get('subscription', open.subscription)
  const retried = open.autoAdvance && subscription?.status !== 'incomplete' && subscription?.ended !== 'true'
  const due = retried && subscription?.pendingUpdate?.invoice !== open.id
  const planned = due ? nextAttempt(await billingSettings(work), attemptCount, work.now) : null
  const failed: InvoiceRecord = {
    ...open,
    attempted: true,
    attemptCount,
    nextPaymentAttempt: counts ? planned : open.nextPaymentAttempt,
  }
  work.put('invoice', failed)
  await subscriptionFailed(work, failed)
  const account = await accountOf(work, failed.customer)
  if (!account.delinquent) await saveAccount(work, account, { ...account, delinquent: true })
  const shown = serializeInvoice(failed, work.publicUrl)
  work.emit('invoice.updated', shown, serializeInvoice(open, work.publicUrl))
  if (actionRequired) work.emit('invoice.payment_action_required', shown)
  work.emit('invoice.payment_failed', shown)
  if (due && counts && planned === null) await collectionOver(work, failed)
  return failed
}

/** A debit is under way: nothing else is tried until the bank has spoken. */
const underWay = (work: Work, open: InvoiceRecord): InvoiceRecord => {
  const waiting: InvoiceRecord = { ...open, attempted: true, nextPaymentAttempt: null }
  work.put('invoice', waiting)
  return waiting
}

/** Tries to collect an open invoice once, and writes down and announces all that follows from how it went. */
export const attemptInvoice = async (work: Work, open: InvoiceRecord, attempt: Attempt): Promise<Collected> => {
  const { method, automatic } = attempt
  const intent = await intentOf(work, open)
  if (!intent || !method) {
    const invoice = await invoiceFailed(work, open, { automatic, actionRequired: false })
    return { invoice, outcome: { kind: 'nothing', intent } }
  }
  const charge = intent.latestCharge === null ? null : await work.get('charge', intent.latestCharge)
  if (intent.status === 'processing' && charge) {
    return { invoice: underWay(work, open), outcome: { kind: 'processing', intent, charge } }
  }
  const outcome = await tryMethod(work, intent, method, attempt)
  if (outcome.kind === 'succeeded') return { invoice: await settleInvoice(work, open), outcome }
  if (outcome.kind === 'processing') return { invoice: underWay(work, open), outcome }
  const invoice = await invoiceFailed(work, open, { automatic, actionRequired: outcome.kind === 'requires_action' })
  return { invoice, outcome }
}
