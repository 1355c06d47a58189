import { decideCharge } from '@/packages/stripe-emulator/cards/decide'
import type { CardRefusal } from '@/packages/stripe-emulator/cards/test-cards'
import type { ChargeRecord, PaymentIntentRecord, PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import { paymentIntentObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'
import { attachMethod } from './attach-method'
import { recordCharge } from './charge'
import { openDispute } from './dispute'

export type PaymentTry = {
  readonly work: Work
  /** A payment that is still to be paid. */
  readonly intent: PaymentIntentRecord
  readonly method: PaymentMethodRecord
  /** The owner is away and can't be asked. */
  readonly offSession: boolean
  /** The owner has just authenticated this payment. */
  readonly authenticated: boolean
  /** Where the owner is led after authenticating. */
  readonly returnUrl?: string | null
}

/** How a try went, with the payment as it is now. */
export type PaymentOutcome =
  | { readonly kind: 'succeeded'; readonly intent: PaymentIntentRecord; readonly charge: ChargeRecord }
  | { readonly kind: 'processing'; readonly intent: PaymentIntentRecord; readonly charge: ChargeRecord }
  | { readonly kind: 'requires_action'; readonly intent: PaymentIntentRecord; readonly charge: null }
  | {
      readonly kind: 'declined'
      readonly intent: PaymentIntentRecord
      readonly charge: ChargeRecord | null
      readonly refusal: CardRefusal
    }

const announce = async (
  work: Work,
  type: `payment_intent.${'payment_failed' | 'processing' | 'requires_action' | 'succeeded'}`,
  intent: PaymentIntentRecord,
): Promise<void> => {
  work.put('payment_intent', intent)
  work.emit(type, await paymentIntentObject(work, intent))
}

/** Notes on the payment why it failed and lets another method be tried. */
export const refusePayment = async (
  { work, intent, method }: Pick<PaymentTry, 'work' | 'intent' | 'method'>,
  refusal: CardRefusal,
  charge: ChargeRecord | null,
): Promise<PaymentOutcome> => {
  const failed: PaymentIntentRecord = {
    ...intent,
    status: 'requires_payment_method',
    paymentMethod: null,
    latestCharge: charge?.id ?? intent.latestCharge,
    lastPaymentError: { ...refusal, charge: charge?.id ?? null, paymentMethod: method.id },
    settlesAt: null,
  }
  await announce(work, 'payment_intent.payment_failed', failed)
  return { kind: 'declined', intent: failed, charge, refusal }
}

/** A method that belongs to nobody can be used once, whatever came of it. */
const spend = (work: Work, method: PaymentMethodRecord): void => {
  if (method.customer === null && !method.spent) work.put('payment_method', { ...method, spent: true })
}

/** Keeps the method for later where the payment was to, and remembers that its owner authenticated it. */
const keepMethod = (given: PaymentTry): void => {
  const { work, intent, method, authenticated } = given
  const prepared = method.prepared || (authenticated && intent.setupFutureUsage === 'off_session')
  if (intent.setupFutureUsage !== null && intent.customer !== null && method.customer === null) {
    attachMethod(work, { ...method, prepared }, intent.customer)
  } else if (prepared !== method.prepared) work.put('payment_method', { ...method, prepared })
  else spend(work, method)
}

const debit = async (given: PaymentTry, afterSeconds: number): Promise<PaymentOutcome> => {
  const { work, intent, method } = given
  keepMethod(given)
  const charge = recordCharge(work, { intent, method, failure: null, authenticated: false })
  const settlesAt = work.now + afterSeconds
  const under = { paymentMethod: method.id, latestCharge: charge.id, lastPaymentError: null, settlesAt }
  const processing: PaymentIntentRecord = { ...intent, ...under, status: 'processing' }
  await announce(work, 'payment_intent.processing', processing)
  return { kind: 'processing', intent: processing, charge }
}

const succeed = async (given: PaymentTry): Promise<PaymentOutcome> => {
  const { work, intent, method, authenticated } = given
  keepMethod(given)
  const charge = recordCharge(work, { intent, method, failure: null, authenticated })
  const done = { paymentMethod: method.id, latestCharge: charge.id, lastPaymentError: null, returnUrl: null }
  const paid: PaymentIntentRecord = { ...intent, ...done, status: 'succeeded' }
  await announce(work, 'payment_intent.succeeded', paid)
  const disputed = openDispute(work, charge)
  return { kind: 'succeeded', intent: paid, charge: disputed }
}

/**
 * Tries to pay with one method, writes down what came of it and announces it in Stripe's order. It throws nothing:
 * a refusal is an outcome, and the caller says what it means.
 */
export const tryPayment = async (given: PaymentTry): Promise<PaymentOutcome> => {
  const { work, intent, method, offSession, authenticated, returnUrl = null } = given
  if (method.sepaDebit) return debit(given, method.sepaDebit.afterSeconds)
  const answer = decideCharge({
    behaviour: method.card?.behaviour ?? '',
    prepared: method.prepared,
    offSession,
    authenticated,
  })
  if (answer.kind === 'succeeded') return succeed(given)
  if (answer.kind === 'requires_action') {
    spend(work, method)
    const asked = { paymentMethod: method.id, lastPaymentError: null, returnUrl }
    const waiting: PaymentIntentRecord = { ...intent, ...asked, status: 'requires_action' }
    await announce(work, 'payment_intent.requires_action', waiting)
    return { kind: 'requires_action', intent: waiting, charge: null }
  }
  const { code, declineCode, message } = answer
  spend(work, method)
  const failure = { code, declineCode, message }
  return refusePayment(given, failure, recordCharge(work, { intent, method, failure, authenticated }))
}
