import { type CardEntry, readCard } from '@/lib/stripe-emulator/cards/read-card'
import type { FailureBody } from '@/lib/stripe-emulator/failure'
import { invalidRequest } from '@/lib/stripe-emulator/failure'
import { newIdentifier, newSecret } from '@/lib/stripe-emulator/identifiers'
import type {
  ChargeRecord,
  CheckoutSessionRecord,
  PaymentError,
  PaymentIntentRecord,
  PaymentMethodRecord,
} from '@/lib/stripe-emulator/records'
import { serializeCharge } from '@/lib/stripe-emulator/serialize/charge'
import { serializeCheckoutSession } from '@/lib/stripe-emulator/serialize/checkout-session'
import { serializePaymentIntent } from '@/lib/stripe-emulator/serialize/payment-intent'
import type { Work } from '@/lib/stripe-emulator/work'

export type Payer = PaymentMethodRecord['payer']

/** How a try to pay ended, for the page. */
export type Outcome =
  | { readonly outcome: 'paid' }
  | { readonly outcome: 'authenticate' }
  | { readonly outcome: 'declined'; readonly error: FailureBody }

type Attempt = {
  readonly work: Work
  readonly session: CheckoutSessionRecord
  readonly intent: PaymentIntentRecord
  readonly method: PaymentMethodRecord
  readonly publicUrl: string
}

const beginIntent = (work: Work, session: CheckoutSessionRecord): PaymentIntentRecord => {
  const id = newIdentifier('paymentIntent')
  const intent: PaymentIntentRecord = {
    id,
    created: work.now,
    status: 'requires_payment_method',
    amount: session.amountTotal,
    currency: session.currency,
    clientSecret: `${id}_${newSecret()}`,
    customer: session.customer,
    ...session.paymentIntentData,
    paymentMethod: null,
    latestCharge: null,
    lastPaymentError: null,
    canceledAt: null,
  }
  work.emit('payment_intent.created', serializePaymentIntent(intent, null))
  return intent
}

const charge = (attempt: Attempt, failure: ChargeRecord['failure'], authenticated: boolean): ChargeRecord => {
  const { work, intent, method } = attempt
  const record: ChargeRecord = {
    id: newIdentifier('charge'),
    created: work.now,
    status: failure ? 'failed' : 'succeeded',
    amount: intent.amount,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    paymentIntent: intent.id,
    paymentMethod: method.id,
    card: method.card,
    payer: method.payer,
    failure,
    authenticated,
  }
  work.put('charge', record)
  work.emit(failure ? 'charge.failed' : 'charge.succeeded', serializeCharge(record))
  return record
}

const succeed = (attempt: Attempt, authenticated: boolean): Outcome => {
  const { work, session, intent, method, publicUrl } = attempt
  const charged = charge(attempt, null, authenticated)
  const paid: PaymentIntentRecord = {
    ...intent,
    status: 'succeeded',
    paymentMethod: method.id,
    latestCharge: charged.id,
    lastPaymentError: null,
  }
  const complete: CheckoutSessionRecord = {
    ...session,
    status: 'complete',
    paymentStatus: 'paid',
    payer: method.payer,
    paymentIntent: intent.id,
  }
  work.put('payment_intent', paid)
  work.put('checkout.session', complete)
  work.emit('payment_intent.succeeded', serializePaymentIntent(paid, null))
  work.emit('checkout.session.completed', serializeCheckoutSession(complete, publicUrl))
  return { outcome: 'paid' }
}

/** Leaves the session open, so that another card can be tried, and says on the payment why this one failed. */
const fail = (attempt: Attempt, error: Omit<PaymentError, 'paymentMethod'>): Outcome => {
  const { work, session, intent, method } = attempt
  const failed: PaymentIntentRecord = {
    ...intent,
    status: 'requires_payment_method',
    paymentMethod: null,
    latestCharge: error.charge ?? intent.latestCharge,
    lastPaymentError: { ...error, paymentMethod: method.id },
  }
  work.put('payment_intent', failed)
  work.put('checkout.session', { ...session, paymentIntent: intent.id })
  work.emit('payment_intent.payment_failed', serializePaymentIntent(failed, method))
  const { code, declineCode, message } = error
  return {
    outcome: 'declined',
    error: { type: 'card_error', code, message, ...(declineCode && { decline_code: declineCode }) },
  }
}

const askToAuthenticate = ({ work, session, intent, method }: Attempt): Outcome => {
  const waiting: PaymentIntentRecord = {
    ...intent,
    status: 'requires_action',
    paymentMethod: method.id,
    lastPaymentError: null,
  }
  work.put('payment_intent', waiting)
  work.put('checkout.session', { ...session, paymentIntent: intent.id })
  work.emit('payment_intent.requires_action', serializePaymentIntent(waiting, null))
  return { outcome: 'authenticate' }
}

/**
 * Tries one card on an open session. A session that is already paid answers `paid` again and charges nothing: the
 * second of two clicks learns what the first one did. A card that can't be read throws before anything is written.
 */
export const payWithCard = async (
  work: Work,
  session: CheckoutSessionRecord,
  entry: CardEntry,
  payer: Payer,
  publicUrl: string,
): Promise<Outcome> => {
  if (session.status === 'complete') return { outcome: 'paid' }
  const { card, behaviour } = readCard(entry, work.now)
  const begun = session.paymentIntent === null ? null : await work.get('payment_intent', session.paymentIntent)
  const intent = begun ?? beginIntent(work, session)
  const method: PaymentMethodRecord = {
    id: newIdentifier('paymentMethod'),
    created: work.now,
    customer: null,
    card,
    payer,
  }
  work.put('payment_method', method)
  const attempt = { work, session, intent, method, publicUrl }
  if (behaviour.kind === 'succeed') return succeed(attempt, false)
  if (behaviour.kind === 'authenticate') return askToAuthenticate(attempt)
  const { code, declineCode, message } = behaviour
  return fail(attempt, {
    code,
    declineCode,
    message,
    charge: charge(attempt, { code, declineCode, message }, false).id,
  })
}

/** The second step of a card that asks its owner: done, or refused. */
export const finishAuthentication = async (
  work: Work,
  session: CheckoutSessionRecord,
  passed: boolean,
  publicUrl: string,
): Promise<Outcome> => {
  if (session.status === 'complete') return { outcome: 'paid' }
  const intent = session.paymentIntent === null ? null : await work.get('payment_intent', session.paymentIntent)
  const method = intent?.paymentMethod ? await work.get('payment_method', intent.paymentMethod) : null
  if (intent?.status !== 'requires_action' || !method) {
    throw invalidRequest(
      'This payment is not waiting for authentication.',
      undefined,
      'payment_intent_unexpected_state',
    )
  }
  const attempt = { work, session, intent, method, publicUrl }
  if (passed) return succeed(attempt, true)
  return fail(attempt, {
    code: 'payment_intent_authentication_failure',
    declineCode: null,
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    charge: null,
  })
}
