import { invalidRequest } from '@/packages/stripe-emulator/failure'
import type { PaymentIntentRecord, PaymentMethodRecord, SetupIntentRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { tellOwner } from './followers'
import { authenticationFailed, setupAuthenticationFailed } from './refusals'
import { type PaymentOutcome, refusePayment, tryPayment } from './try-payment'
import { refuseSetup, type SetupOutcome, trySetup } from './try-setup'

const methodOf = async (work: Work, id: string | null): Promise<PaymentMethodRecord> => {
  const method = id === null ? null : await work.get('payment_method', id)
  if (method) return method
  throw invalidRequest('The payment method of this payment is not there any more.')
}

const refuseOthers = (intent: PaymentIntentRecord | SetupIntentRecord): void => {
  if (intent.owner?.kind === 'checkout.session') {
    throw invalidRequest('This payment is finished on the page of its checkout.')
  }
  if (intent.status !== 'requires_action') {
    throw invalidRequest(
      'This payment is not waiting for authentication.',
      undefined,
      'payment_intent_unexpected_state',
    )
  }
}

/** The owner has approved the payment or not: it is tried to its end, and what it pays for is notified. */
export const finishPayment = async (
  work: Work,
  intent: PaymentIntentRecord,
  passed: boolean,
): Promise<PaymentOutcome> => {
  refuseOthers(intent)
  const method = await methodOf(work, intent.paymentMethod)
  const outcome = passed
    ? await tryPayment({ work, intent, method, offSession: false, authenticated: true })
    : await refusePayment({ work, intent, method }, authenticationFailed, null)
  await tellOwner(work, outcome)
  return outcome
}

/** The same of a card that is to be saved. */
export const finishSetup = async (work: Work, intent: SetupIntentRecord, passed: boolean): Promise<SetupOutcome> => {
  refuseOthers(intent)
  const method = await methodOf(work, intent.paymentMethod)
  if (passed) return trySetup({ work, intent, method, authenticated: true })
  return refuseSetup({ work, intent, method }, setupAuthenticationFailed)
}
