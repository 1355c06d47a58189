import { invalidRequest } from '@/packages/stripe-emulator/failure'
import { cancelIntent } from '@/packages/stripe-emulator/payments/cancel-intent'
import { beginIntent } from '@/packages/stripe-emulator/payments/new-intent'
import { authenticationFailed } from '@/packages/stripe-emulator/payments/refusals'
import { type PaymentOutcome, refusePayment, tryPayment } from '@/packages/stripe-emulator/payments/try-payment'
import type { CheckoutSessionRecord, MethodType, PaymentIntentRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { checkLineItems } from './check-line-items'
import { completeSession } from './complete-session'
import { type CheckoutMode, declined, type Outcome } from './mode'
import type { SessionParameters } from './session-parameters'

const intentOf = async (work: Work, session: CheckoutSessionRecord): Promise<PaymentIntentRecord> => {
  const begun = session.paymentIntent === null ? null : await work.get('payment_intent', session.paymentIntent)
  // Tax may have changed since the last try.
  if (begun) return { ...begun, amount: session.amountTotal ?? 0 }
  return beginIntent(work, {
    amount: session.amountTotal ?? 0,
    currency: session.currency ?? '',
    customer: session.customer,
    owner: { kind: 'checkout.session', id: session.id },
    allowedMethodTypes: session.allowedMethodTypes,
    ...session.paymentIntentData,
  })
}

/** Says on the session what became of its payment. */
const conclude = (work: Work, session: CheckoutSessionRecord, outcome: PaymentOutcome): Outcome => {
  const begun = { ...session, paymentIntent: outcome.intent.id }
  if (outcome.kind === 'succeeded' || outcome.kind === 'processing') {
    completeSession(work, begun, outcome.kind === 'succeeded' ? 'paid' : 'unpaid')
    return { outcome: 'paid' }
  }
  work.put('checkout.session', begun)
  return outcome.kind === 'requires_action' ? { outcome: 'authenticate' } : declined(outcome.refusal)
}

/** Debits are for euros, as with Stripe; a session that names the ways to pay offers those. */
const methodTypesOf = (given: SessionParameters, currency: string): MethodType[] => {
  const asked = given.allowed_payment_method_types ?? ['card', 'sepa_debit']
  const offered = asked.filter((type) => type !== 'sepa_debit' || currency === 'eur')
  if (offered.length > 0) return offered
  throw invalidRequest(
    'No valid payment method types for this Checkout Session: `sepa_debit` needs the currency eur.',
    'allowed_payment_method_types',
  )
}

/** `mode: payment`: one payment for what is on the lines. */
export const paymentMode: CheckoutMode = {
  offer: async (work, given) => {
    if (given.setup_intent_data) {
      throw invalidRequest('You can only specify `setup_intent_data` in `setup` mode.', 'setup_intent_data')
    }
    if (given.subscription_data) {
      throw invalidRequest('You can only specify `subscription_data` in `subscription` mode.', 'subscription_data')
    }
    const offer = await checkLineItems(work, given)
    return { ...offer, methodTypes: methodTypesOf(given, offer.currency) }
  },
  needsCustomer: ({ customerCreation, paymentIntentData }) =>
    customerCreation === 'always' || paymentIntentData.setupFutureUsage !== null,
  attempt: async ({ work, session, method, authenticated }) => {
    const intent = await intentOf(work, session)
    const given = { ...intent, customer: session.customer }
    return conclude(work, session, await tryPayment({ work, intent: given, method, offSession: false, authenticated }))
  },
  waiting: async (work, { paymentIntent }) => {
    const intent = paymentIntent === null ? null : await work.get('payment_intent', paymentIntent)
    if (intent?.status !== 'requires_action' || intent.paymentMethod === null) return null
    return work.get('payment_method', intent.paymentMethod)
  },
  refuse: async ({ work, session, method }) => {
    const intent = await intentOf(work, session)
    return conclude(work, session, await refusePayment({ work, intent, method }, authenticationFailed, null))
  },
  abandon: async (work, { paymentIntent }) => {
    const intent = paymentIntent === null ? null : await work.get('payment_intent', paymentIntent)
    if (intent) await cancelIntent(work, intent, 'automatic')
  },
}
