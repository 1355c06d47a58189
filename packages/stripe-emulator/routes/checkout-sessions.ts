import { z } from 'zod'
import { checkAddress } from '@/packages/stripe-emulator/checkout/check-address'
import { checkExpiry, checkMode, checkUiMode } from '@/packages/stripe-emulator/checkout/check-session'
import { currentSession, expireSession } from '@/packages/stripe-emulator/checkout/expire-session'
import { type SessionParameters, sessionParameters } from '@/packages/stripe-emulator/checkout/session-parameters'
import { withTax } from '@/packages/stripe-emulator/checkout/tax'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { newIdentifier, newSecret } from '@/packages/stripe-emulator/identifiers'
import { pageOf } from '@/packages/stripe-emulator/page'
import { listParameters, text } from '@/packages/stripe-emulator/parameters'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import type { CheckoutSessionRecord } from '@/packages/stripe-emulator/records'
import { serializeCheckoutSession } from '@/packages/stripe-emulator/serialize/checkout-session'
import type { Work } from '@/packages/stripe-emulator/work'

const open = async (work: Work, given: SessionParameters): Promise<CheckoutSessionRecord> => {
  const [mode, { offer }] = checkMode(given)
  const uiMode = checkUiMode(given)
  const id = newIdentifier('checkoutSession')
  const customer = given.customer === undefined ? null : await customerNamed(work, given.customer)
  return {
    id,
    created: work.now,
    expiresAt: checkExpiry(given, work.now),
    status: 'open',
    paymentStatus: mode === 'setup' ? 'no_payment_required' : 'unpaid',
    mode,
    uiMode,
    redirectOnCompletion: given.redirect_on_completion ?? 'always',
    returnUrl: given.return_url ?? null,
    successUrl: given.success_url ?? null,
    cancelUrl: given.cancel_url ?? null,
    clientSecret: `${id}_${newSecret()}`,
    clientReferenceId: given.client_reference_id ?? null,
    customer: customer?.id ?? null,
    customerCreation: customer
      ? null
      : (given.customer_creation ?? (mode === 'subscription' ? 'always' : 'if_required')),
    customerEmail: given.customer_email ?? customer?.email ?? null,
    payer: null,
    ...checkAddress(given, customer),
    ...(await offer(work, given)),
    allowedMethodTypes: given.allowed_payment_method_types ?? null,
    automaticTax: given.automatic_tax?.enabled ?? false,
    locale: given.locale ?? null,
    submitType: given.submit_type ?? null,
    metadata: given.metadata ?? {},
    paymentIntent: null,
    paymentIntentData: {
      metadata: given.payment_intent_data?.metadata ?? {},
      description: given.payment_intent_data?.description ?? null,
      setupFutureUsage: given.payment_intent_data?.setup_future_usage ?? null,
    },
    setupIntent: null,
    setupIntentData: {
      metadata: given.setup_intent_data?.metadata ?? {},
      description: given.setup_intent_data?.description ?? null,
    },
    subscriptionData: {
      metadata: given.subscription_data?.metadata ?? {},
      description: given.subscription_data?.description ?? null,
    },
    subscription: null,
    invoice: null,
  }
}

const create = endpoint('POST', '/checkout/sessions', sessionParameters, async ({ work, publicUrl }, given) => {
  const session = await open(work, given)
  const taxed = withTax(session)
  work.put('checkout.session', taxed)
  return serializeCheckoutSession(taxed, publicUrl)
})

const retrieve = endpoint('GET', '/checkout/sessions/:id', z.strictObject({}), async ({ work, id, publicUrl }) => {
  const session = await currentSession(work, id, publicUrl)
  if (!session) throw missing('checkout.session', id)
  return serializeCheckoutSession(session, publicUrl)
})

const expire = endpoint(
  'POST',
  '/checkout/sessions/:id/expire',
  z.strictObject({}),
  async ({ work, id, publicUrl }) => {
    const session = await work.get('checkout.session', id)
    if (!session) throw missing('checkout.session', id)
    if (session.status !== 'open') {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
      )
    }
    return serializeCheckoutSession(await expireSession(work, session, publicUrl), publicUrl)
  },
)

const list = endpoint(
  'GET',
  '/checkout/sessions',
  z.strictObject({
    ...listParameters,
    customer: text().optional(),
    payment_intent: text().optional(),
    status: z.enum(['complete', 'expired', 'open']).optional(),
    subscription: text().optional(),
  }),
  (call, given) =>
    pageOf(call, 'checkout.session', given, {
      match: {
        ...(given.customer !== undefined && { customer: given.customer }),
        ...(given.payment_intent !== undefined && { paymentIntent: given.payment_intent }),
        ...(given.subscription !== undefined && { subscription: given.subscription }),
        ...(given.status !== undefined && { status: given.status }),
      },
      serialize: (session) => serializeCheckoutSession(session, call.publicUrl),
    }),
)

export const checkoutSessions: readonly Endpoint[] = [create, list, retrieve, expire]
