import { attemptInvoice, intentOf, invoiceFailed } from '@/packages/stripe-emulator/billing/attempt-invoice'
import { newItemsOf } from '@/packages/stripe-emulator/billing/create-subscription'
import { expireSubscription } from '@/packages/stripe-emulator/billing/end-subscription'
import { inTimeOf } from '@/packages/stripe-emulator/billing/time'
import { authenticationFailed } from '@/packages/stripe-emulator/payments/refusals'
import { refusePayment } from '@/packages/stripe-emulator/payments/try-payment'
import type { CheckoutSessionRecord, InvoiceRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { type CheckoutMode, declined } from './mode'
import { beginSubscription } from './subscription-mode-begin'
import { checkSubscriptionSession, givenPrices, lineItemOf } from './subscription-mode-offer'

/** The first invoice of a subscription that an earlier try began; null where none has, or where it was given up since. */
const begunInvoice = async (work: Work, { invoice: id }: CheckoutSessionRecord): Promise<InvoiceRecord | null> => {
  const invoice = id === null ? null : await work.get('invoice', id)
  return invoice?.status === 'open' ? invoice : null
}

const timed = async (work: Work, session: CheckoutSessionRecord): Promise<Work> => {
  const customer = session.customer === null ? null : await work.get('customer', session.customer)
  return inTimeOf(work, customer?.testClock ?? null)
}

/**
 * `mode: subscription`: the first try begins the subscription, incomplete, with its first invoice; every further try
 * pays the same invoice, and paying it ends the session.
 */
export const subscriptionMode: CheckoutMode = {
  offer: async (work, given) => {
    checkSubscriptionSession(given)
    const asked = { currency: given.currency, param: 'line_items' }
    const { items, currency } = await newItemsOf(work, given.customer ?? null, givenPrices(given), asked)
    const lineItems = items.map(lineItemOf)
    const amountTotal = lineItems.reduce((total, { unitAmount, quantity }) => total + unitAmount * quantity, 0)
    return { lineItems, currency, amountTotal, methodTypes: ['card'] }
  },
  needsCustomer: () => true,
  attempt: async ({ work: at, session, method, authenticated }) => {
    const work = await timed(at, session)
    work.put('checkout.session', session)
    const invoice = (await begunInvoice(work, session)) ?? (await beginSubscription(work, session, method))
    if (invoice.status === 'paid') return { outcome: 'paid' }
    const { outcome } = await attemptInvoice(work, invoice, {
      method,
      offSession: false,
      automatic: false,
      authenticated,
    })
    if (outcome.kind === 'declined') return declined(outcome.refusal)
    return { outcome: outcome.kind === 'requires_action' ? 'authenticate' : 'paid' }
  },
  waiting: async (work, session) => {
    const invoice = await begunInvoice(work, session)
    const intent = invoice && (await intentOf(work, invoice))
    if (intent?.status !== 'requires_action' || intent.paymentMethod === null) return null
    return work.get('payment_method', intent.paymentMethod)
  },
  refuse: async ({ work: at, session, method }) => {
    const work = await timed(at, session)
    const invoice = await begunInvoice(work, session)
    const intent = invoice && (await intentOf(work, invoice))
    if (!invoice || !intent) return declined(authenticationFailed)
    await refusePayment({ work, intent, method }, authenticationFailed, null)
    await invoiceFailed(work, invoice, { automatic: false, actionRequired: false })
    return declined(authenticationFailed)
  },
  abandon: async (work, { subscription: id }) => {
    const begun = id === null ? null : await work.get('subscription', id)
    if (begun?.status === 'incomplete') await expireSubscription(work, begun)
  },
}
