import { invalidRequest } from '@/packages/stripe-emulator/failure'
import { detachMethod } from '@/packages/stripe-emulator/payments/detach-method'
import { keepNewMethod } from '@/packages/stripe-emulator/payments/new-method'
import { setupAuthenticationFailed } from '@/packages/stripe-emulator/payments/refusals'
import { beginSetup, refuseSetup, type SetupOutcome, trySetup } from '@/packages/stripe-emulator/payments/try-setup'
import type {
  CardRecord,
  CustomerRecord,
  PortalSessionRecord,
  SetupIntentRecord,
} from '@/packages/stripe-emulator/records'
import { customerObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'

/** A visit and whose it is. */
export type Visit = { readonly session: PortalSessionRecord; readonly customer: CustomerRecord }

/** Makes one of the customer's cards the one that is charged. */
export const makeDefault = async (work: Work, customerId: string, methodId: string): Promise<void> => {
  const customer = await work.get('customer', customerId)
  const method = await work.get('payment_method', methodId)
  if (!customer || method?.customer !== customerId) throw invalidRequest('This card is not there any more.')
  if (customer.defaultPaymentMethod === methodId) return
  const changed: CustomerRecord = { ...customer, defaultPaymentMethod: methodId }
  work.put('customer', changed)
  work.emit('customer.updated', await customerObject(work, changed), await customerObject(work, customer))
}

/** A card that was saved pays from now on where the visit was for that, or where there was none to pay. */
const conclude = async (work: Work, { session, customer }: Visit, outcome: SetupOutcome): Promise<SetupOutcome> => {
  const saved = outcome.kind === 'succeeded'
  const flow = session.flow && saved ? { ...session.flow, done: true } : session.flow
  work.put('billing_portal.session', { ...session, flow, setupIntent: saved ? null : outcome.intent.id })
  const method = outcome.intent.paymentMethod
  if (saved && method !== null && (flow !== null || customer.defaultPaymentMethod === null)) {
    await makeDefault(work, customer.id, method)
  }
  return outcome
}

/** The saving that is under way, if its card waits for its owner. */
export const waitingSetup = async (work: Work, session: PortalSessionRecord): Promise<SetupIntentRecord | null> => {
  const intent = session.setupIntent === null ? null : await work.get('setup_intent', session.setupIntent)
  return intent?.status === 'requires_action' ? intent : null
}

/** Saves another card for the customer. */
export const addCard = async (work: Work, visit: Visit, card: CardRecord, name: string): Promise<SetupOutcome> => {
  const { session, customer } = visit
  const begun = session.setupIntent === null ? null : await work.get('setup_intent', session.setupIntent)
  const intent = begun ?? (await beginSetup(work, { customer: customer.id }))
  const billing = { email: customer.email, name, phone: null, address: null }
  const method = keepNewMethod(work, { card, billing, allowRedisplay: 'always' })
  return conclude(work, visit, await trySetup({ work, intent, method, authenticated: false }))
}

/** The owner of the card that is being saved has approved it, or has not. */
export const finishCard = async (work: Work, visit: Visit, passed: boolean): Promise<SetupOutcome> => {
  const intent = await waitingSetup(work, visit.session)
  const method = intent?.paymentMethod ? await work.get('payment_method', intent.paymentMethod) : null
  if (!intent || !method) throw invalidRequest('No card is waiting for authentication.')
  const outcome = passed
    ? trySetup({ work, intent, method, authenticated: true })
    : refuseSetup({ work, intent, method }, setupAuthenticationFailed)
  return conclude(work, visit, await outcome)
}

/** Removes a card, but not the one that a running subscription is paid with. */
export const removeCard = async (work: Work, customerId: string, methodId: string): Promise<void> => {
  const method = await work.get('payment_method', methodId)
  if (method?.customer !== customerId) return
  const customer = await work.get('customer', customerId)
  const running = await work.list('subscription', {
    match: { customer: customerId, ended: 'false' },
    limit: 1,
    after: null,
    order: 'newest',
  })
  if (running.length > 0 && customer?.defaultPaymentMethod === methodId) {
    throw invalidRequest('This card pays your subscription. Choose another card to pay with first.')
  }
  await detachMethod(work, method)
}
