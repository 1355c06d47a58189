import { Declined, Failure, type FailureBody, invalidRequest } from '@/packages/stripe-emulator/failure'
import type { MethodType, PaymentIntentRecord, PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import { paymentIntentObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'
import { tellOwner } from './followers'
import { checkUsable, methodNamed } from './method-named'
import { wrongState } from './named'
import { type PaymentOutcome, tryPayment } from './try-payment'

export type Confirmation = {
  /** Id of the method to pay with; null for the one that is on the payment. */
  readonly paymentMethod: string | null
  readonly offSession: boolean
  readonly returnUrl: string | null
  /** A payment that would have to ask its owner fails instead. */
  readonly neverAsk: boolean
}

const confirmable: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** A payment that a page of Checkout makes is that page's alone. */
export const refuseCheckouts = (intent: PaymentIntentRecord, what: string): void => {
  if (intent.owner?.kind !== 'checkout.session') return
  throw invalidRequest(`You cannot ${what} this PaymentIntent because it was created by a Checkout Session.`)
}

const checkType = ({ allowedMethodTypes, currency }: PaymentIntentRecord, method: PaymentMethodRecord): void => {
  const type: MethodType = method.card ? 'card' : 'sepa_debit'
  if (allowedMethodTypes?.includes(type) === false || (type === 'sepa_debit' && currency !== 'eur')) {
    throw invalidRequest(
      `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent.`,
      'payment_method',
      'payment_intent_incompatible_payment_method',
    )
  }
}

const methodOf = async (work: Work, intent: PaymentIntentRecord, named: string | null) => {
  const id = named ?? intent.paymentMethod
  if (id === null) {
    const message = `You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.`
    throw new Failure(400, {
      type: 'invalid_request_error',
      code: 'payment_intent_unexpected_state',
      message,
      payment_intent: await paymentIntentObject(work, intent),
    })
  }
  const method = await methodNamed(work, id)
  if (method.id !== intent.paymentMethod) checkUsable(method, intent.customer)
  checkType(intent, method)
  return method
}

/** The answer to a call whose payment was refused: 402 with the payment as it is now. */
export const declinedError = async (
  work: Work,
  outcome: Extract<PaymentOutcome, { kind: 'declined' }>,
): Promise<Declined> => {
  const { intent, charge, refusal } = outcome
  const payment = await paymentIntentObject(work, intent)
  const method = payment.last_payment_error?.payment_method
  const body: FailureBody = {
    type: 'card_error',
    code: refusal.code,
    message: refusal.message,
    doc_url: `https://stripe.com/docs/error-codes/${refusal.code.replaceAll('_', '-')}`,
    ...(refusal.declineCode && { decline_code: refusal.declineCode }),
    ...(charge && { charge: charge.id }),
    payment_intent: payment,
    ...(method && { payment_method: method }),
  }
  return new Declined(402, body)
}

/**
 * Tries to pay, now. Refuses a payment that is made, under way or given up, one without a method, and a method that
 * may not be used for it. Throws `Declined` where the bank said no.
 */
export const confirmIntent = async (
  work: Work,
  intent: PaymentIntentRecord,
  { paymentMethod, offSession, returnUrl, neverAsk }: Confirmation,
): Promise<PaymentIntentRecord> => {
  if (!confirmable.includes(intent.status)) {
    if (intent.status === 'succeeded') {
      throw new Failure(400, {
        type: 'invalid_request_error',
        code: 'payment_intent_unexpected_state',
        message:
          'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
        payment_intent: await paymentIntentObject(work, intent),
      })
    }
    throw wrongState('PaymentIntent', intent.status, confirmable.join(', '))
  }
  const method = await methodOf(work, intent, paymentMethod)
  const given = { work, intent, method, offSession: offSession || neverAsk, authenticated: false, returnUrl }
  const outcome = await tryPayment(given)
  await tellOwner(work, outcome)
  if (outcome.kind === 'declined') throw await declinedError(work, outcome)
  return outcome.intent
}
