import { invalidRequest } from '@/packages/stripe-emulator/failure'
import { cancelSetup } from '@/packages/stripe-emulator/payments/cancel-intent'
import { checkCurrency } from '@/packages/stripe-emulator/payments/check-amount'
import { setupAuthenticationFailed } from '@/packages/stripe-emulator/payments/refusals'
import { beginSetup, refuseSetup, type SetupOutcome, trySetup } from '@/packages/stripe-emulator/payments/try-setup'
import type { CheckoutSessionRecord, SetupIntentRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { completeSession } from './complete-session'
import { type CheckoutMode, declined, type Outcome } from './mode'
import type { SessionParameters } from './session-parameters'

const intentOf = async (work: Work, session: CheckoutSessionRecord): Promise<SetupIntentRecord> => {
  const begun = session.setupIntent === null ? null : await work.get('setup_intent', session.setupIntent)
  if (begun) return begun
  return beginSetup(work, {
    customer: session.customer,
    owner: { kind: 'checkout.session', id: session.id },
    allowedMethodTypes: session.allowedMethodTypes,
    ...session.setupIntentData,
  })
}

const conclude = (work: Work, session: CheckoutSessionRecord, outcome: SetupOutcome): Outcome => {
  const begun = { ...session, setupIntent: outcome.intent.id }
  if (outcome.kind === 'succeeded') {
    completeSession(work, begun, 'no_payment_required')
    return { outcome: 'paid' }
  }
  work.put('checkout.session', begun)
  return outcome.kind === 'requires_action' ? { outcome: 'authenticate' } : declined(outcome.refusal)
}

const notInSetup = [
  'line_items',
  'payment_intent_data',
  'submit_type',
  'automatic_tax',
  'tax_id_collection',
  'customer_update',
  'subscription_data',
] as const

/** Which currency the method is saved for; a session that names the ways to pay needs none. */
const currencyOf = (given: SessionParameters): string | null => {
  if (given.currency !== undefined) return checkCurrency(given.currency, 'currency')
  if (given.allowed_payment_method_types !== undefined) return null
  throw invalidRequest('Missing required param: currency.', 'currency', 'parameter_missing')
}

/** `mode: setup`: a card is saved for later and nothing is paid. */
export const setupMode: CheckoutMode = {
  offer: async (_, given) => {
    const wrong = notInSetup.find((name) => given[name] !== undefined)
    if (wrong) throw invalidRequest(`You cannot pass \`${wrong}\` in \`setup\` mode.`, wrong)
    if (given.allowed_payment_method_types?.includes('sepa_debit')) {
      throw invalidRequest(
        'The embedded emulator saves cards only.',
        'allowed_payment_method_types',
        'parameter_unknown',
      )
    }
    return { currency: currencyOf(given), amountTotal: null, lineItems: [], methodTypes: ['card'] }
  },
  needsCustomer: ({ customerCreation }) => customerCreation === 'always',
  attempt: async ({ work, session, method, authenticated }) => {
    const intent = { ...(await intentOf(work, session)), customer: session.customer }
    return conclude(work, session, await trySetup({ work, intent, method, authenticated }))
  },
  waiting: async (work, { setupIntent }) => {
    const intent = setupIntent === null ? null : await work.get('setup_intent', setupIntent)
    if (intent?.status !== 'requires_action' || intent.paymentMethod === null) return null
    return work.get('payment_method', intent.paymentMethod)
  },
  refuse: async ({ work, session, method }) => {
    const intent = await intentOf(work, session)
    return conclude(work, session, await refuseSetup({ work, intent, method }, setupAuthenticationFailed))
  },
  abandon: async (work, { setupIntent }) => {
    const intent = setupIntent === null ? null : await work.get('setup_intent', setupIntent)
    if (intent) await cancelSetup(work, intent, 'abandoned')
  },
}
