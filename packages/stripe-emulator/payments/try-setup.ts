import { decideSave } from '@/packages/stripe-emulator/cards/decide'
import type { CardRefusal } from '@/packages/stripe-emulator/cards/test-cards'
import { newIdentifier, newSecret } from '@/packages/stripe-emulator/identifiers'
import type { PaymentMethodRecord, SetupIntentRecord } from '@/packages/stripe-emulator/records'
import { setupIntentObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'
import { attachMethod } from './attach-method'

export type SetupTry = {
  readonly work: Work
  readonly intent: SetupIntentRecord
  readonly method: PaymentMethodRecord
  readonly authenticated: boolean
  readonly returnUrl?: string | null
}

/** How saving a method went, with the intent as it is now. */
export type SetupOutcome =
  | { readonly kind: 'succeeded'; readonly intent: SetupIntentRecord }
  | { readonly kind: 'requires_action'; readonly intent: SetupIntentRecord }
  | { readonly kind: 'declined'; readonly intent: SetupIntentRecord; readonly refusal: CardRefusal }

type NewSetup = Pick<SetupIntentRecord, 'customer'> &
  Partial<
    Pick<
      SetupIntentRecord,
      | 'allowedMethodTypes'
      | 'staysHere'
      | 'description'
      | 'metadata'
      | 'owner'
      | 'paymentMethod'
      | 'returnUrl'
      | 'usage'
    >
  >

/** Begins saving a method, and announces it. */
export const beginSetup = async (work: Work, given: NewSetup): Promise<SetupIntentRecord> => {
  const id = newIdentifier('setupIntent')
  const intent: SetupIntentRecord = {
    id,
    created: work.now,
    status: given.paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    clientSecret: `${id}_${newSecret()}`,
    description: null,
    metadata: {},
    paymentMethod: null,
    usage: 'off_session',
    lastSetupError: null,
    cancellationReason: null,
    returnUrl: null,
    owner: null,
    allowedMethodTypes: null,
    staysHere: false,
    ...given,
  }
  work.put('setup_intent', intent)
  work.emit('setup_intent.created', await setupIntentObject(work, intent))
  return intent
}

/** Notes on the intent why the method could not be saved and lets another be tried. */
export const refuseSetup = async (
  { work, intent, method }: Pick<SetupTry, 'work' | 'intent' | 'method'>,
  refusal: CardRefusal,
): Promise<SetupOutcome> => {
  const lastSetupError = { ...refusal, charge: null, paymentMethod: method.id }
  const failed: SetupIntentRecord = {
    ...intent,
    status: 'requires_payment_method',
    paymentMethod: null,
    lastSetupError,
  }
  work.put('setup_intent', failed)
  work.emit('setup_intent.setup_failed', await setupIntentObject(work, failed))
  return { kind: 'declined', intent: failed, refusal }
}

/** Tries to save a method for its customer, writes down what came of it and announces it. It throws nothing. */
export const trySetup = async (given: SetupTry): Promise<SetupOutcome> => {
  const { work, intent, method, authenticated, returnUrl = null } = given
  const answer = decideSave({ behaviour: method.card?.behaviour ?? '', authenticated })
  if (answer.kind === 'declined') {
    const { code, declineCode, message } = answer
    return refuseSetup(given, { code, declineCode, message })
  }
  const tried = { ...intent, paymentMethod: method.id, lastSetupError: null }
  if (answer.kind === 'requires_action') {
    const waiting: SetupIntentRecord = { ...tried, status: 'requires_action', returnUrl }
    work.put('setup_intent', waiting)
    work.emit('setup_intent.requires_action', await setupIntentObject(work, waiting))
    return { kind: 'requires_action', intent: waiting }
  }
  const prepared = method.prepared || (authenticated && intent.usage === 'off_session')
  if (intent.customer !== null && method.customer === null) attachMethod(work, { ...method, prepared }, intent.customer)
  else if (prepared !== method.prepared) work.put('payment_method', { ...method, prepared })
  const saved: SetupIntentRecord = { ...tried, status: 'succeeded', returnUrl: null }
  work.put('setup_intent', saved)
  work.emit('setup_intent.succeeded', await setupIntentObject(work, saved))
  return { kind: 'succeeded', intent: saved }
}
