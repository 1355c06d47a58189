import { Declined, invalidRequest } from '@/packages/stripe-emulator/failure'
import type { SetupIntentRecord } from '@/packages/stripe-emulator/records'
import { setupIntentObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'
import { checkUsable, methodNamed } from './method-named'
import { wrongState } from './named'
import { type SetupOutcome, trySetup } from './try-setup'

const confirmable = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** The answer to a call whose card could not be saved: 402 with the intent as it is now. */
export const setupDeclinedError = async (
  work: Work,
  { intent, refusal }: Extract<SetupOutcome, { kind: 'declined' }>,
): Promise<Declined> => {
  const { code, declineCode, message } = refusal
  const setup = await setupIntentObject(work, intent)
  const method = setup.last_setup_error?.payment_method
  return new Declined(402, {
    type: 'card_error',
    code,
    message,
    ...(declineCode && { decline_code: declineCode }),
    setup_intent: setup,
    ...(method && { payment_method: method }),
  })
}

/** Tries to save a method, now. Throws `Declined` where the bank said no. @param named null for the one it has. */
export const confirmSetup = async (
  work: Work,
  intent: SetupIntentRecord,
  named: string | null,
  returnUrl: string | null,
): Promise<SetupIntentRecord> => {
  if (!confirmable.includes(intent.status)) throw wrongState('SetupIntent', intent.status, confirmable.join(', '))
  const id = named ?? intent.paymentMethod
  if (id === null) {
    throw invalidRequest(
      "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
      undefined,
      'setup_intent_unexpected_state',
    )
  }
  const method = await methodNamed(work, id)
  if (method.id !== intent.paymentMethod) checkUsable(method, intent.customer)
  const outcome = await trySetup({ work, intent, method, authenticated: false, returnUrl })
  if (outcome.kind === 'declined') throw await setupDeclinedError(work, outcome)
  return outcome.intent
}
