import { invalidRequest } from '@/packages/stripe-emulator/failure'
import { newCustomer } from '@/packages/stripe-emulator/payments/new-customer'
import { keepNewMethod } from '@/packages/stripe-emulator/payments/new-method'
import type {
  CardRecord,
  CheckoutSessionRecord,
  PlaceRecord,
  SepaDebitRecord,
} from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import type { Outcome } from './mode'
import { modeOf } from './modes'
import { keepPlace, placePayer } from './place-payer'

export type Payer = { readonly email: string; readonly name: string }

/** Who pays, and where they are. */
export type PayerEntry = { readonly payer: Payer; readonly place: PlaceRecord }

/** What was typed, as far as it may be kept. */
export type Means = { readonly card: CardRecord } | { readonly sepaDebit: SepaDebitRecord }

const withCustomer = (work: Work, session: CheckoutSessionRecord, payer: Payer): CheckoutSessionRecord => {
  if (session.customer !== null || !modeOf(session).needsCustomer(session)) return session
  return { ...session, customer: newCustomer(work, payer).id }
}

/**
 * Tries one method on an open session. A session that is already complete answers `paid` again and charges nothing:
 * the second of two clicks learns what the first one did.
 */
export const paySession = async (
  work: Work,
  session: CheckoutSessionRecord,
  means: Means,
  { payer, place }: PayerEntry,
): Promise<Outcome> => {
  if (session.status === 'complete') return { outcome: 'paid' }
  const type = 'card' in means ? 'card' : 'sepa_debit'
  if (!session.methodTypes.includes(type)) {
    throw invalidRequest(`This checkout does not take ${type === 'card' ? 'cards' : 'debits'}.`)
  }
  const method = keepNewMethod(work, {
    ...means,
    billing: { ...payer, phone: null, address: null },
    allowRedisplay: 'limited',
  })
  const paying = withCustomer(work, placePayer({ ...session, payer }, place), payer)
  await keepPlace(work, paying)
  return modeOf(session).attempt({ work, session: paying, method, authenticated: false })
}

/** The second step of a card that asks its owner: done, or refused. */
export const finishAuthentication = async (
  work: Work,
  session: CheckoutSessionRecord,
  passed: boolean,
): Promise<Outcome> => {
  if (session.status === 'complete') return { outcome: 'paid' }
  const mode = modeOf(session)
  const method = await mode.waiting(work, session)
  if (!method) {
    throw invalidRequest(
      'This payment is not waiting for authentication.',
      undefined,
      'payment_intent_unexpected_state',
    )
  }
  const attempt = { work, session, method, authenticated: passed }
  return passed ? mode.attempt(attempt) : mode.refuse(attempt)
}
