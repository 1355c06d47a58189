import type { Harness } from './harness'
import { Stripe, secretKey } from './harness'

/** The error a call ends in; a call that succeeds fails the test. */
export const errorOf = async (call: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (outcome instanceof Stripe.errors.StripeError) return outcome
  throw new Error(`expected an error of Stripe's, got ${String(outcome)}`)
}

/** Turns one of the emulator's own switches. */
export const flip = async ({ emulator }: Harness, path: string, switches: Record<string, string>): Promise<Response> =>
  emulator.fetch(
    new Request(`https://api.stripe.com/v1/test_helpers/emulator/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secretKey}` },
      body: new URLSearchParams(switches),
    }),
  )

/** Types of all events so far, oldest first. */
export const typesOf = async ({ stripe }: Harness): Promise<string[]> =>
  (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type as string).reverse()

/** A customer with a saved card, named by its token. */
export const customerWith = async ({ stripe }: Harness, token = 'pm_card_visa') => {
  const customer = await stripe.customers.create({ name: 'Anna AG', email: 'anna@example.com' })
  const method = await stripe.paymentMethods.attach(token, { customer: customer.id })
  return { customer: customer.id, method: method.id }
}

/** Rules out ways to pay that lead to another page, which a call without a way back has to. */
export const staysHere = { enabled: true, allow_redirects: 'never' } as const

/** Charges a saved card while its owner is away. */
export const chargeAway = (
  { stripe }: Harness,
  { customer, method }: { customer: string; method: string },
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
  options: Stripe.RequestOptions = {},
) =>
  stripe.paymentIntents.create(
    {
      amount: 5_000,
      currency: 'chf',
      customer,
      payment_method: method,
      off_session: true,
      confirm: true,
      automatic_payment_methods: staysHere,
      ...more,
    },
    options,
  )
