import { expect, it } from 'vitest'
import { type Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'
import { scratchDatabase } from '@/packages/stripe-emulator/testing/scratch-database'
import { ensureEmulatorSchema } from './schema'
import { createEmulatorStore } from './store'

/** A paid session and what belongs to it, as the first version of the emulator wrote them. */
const earlier = {
  cus_1: [
    'customer',
    {
      created: 1,
      name: 'Anna AG',
      email: null,
      description: null,
      phone: null,
      preferredLocales: [],
      defaultPaymentMethod: null,
      metadata: { org: 'a' },
    },
  ],
  pm_1: [
    'payment_method',
    { created: 2, customer: null, card: { last4: '4242' }, payer: { email: 'a@b.ch', name: 'Anna' } },
  ],
  ch_1: [
    'charge',
    {
      created: 3,
      status: 'succeeded',
      amount: 900,
      currency: 'chf',
      customer: 'cus_1',
      description: null,
      metadata: {},
      paymentIntent: 'pi_1',
      paymentMethod: 'pm_1',
      card: { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034, funding: 'credit', fingerprint: 'f' },
      payer: { email: 'a@b.ch', name: 'Anna' },
      failure: null,
      authenticated: false,
    },
  ],
  pi_1: [
    'payment_intent',
    {
      created: 2,
      status: 'succeeded',
      amount: 900,
      currency: 'chf',
      clientSecret: 'pi_1_secret_x',
      customer: 'cus_1',
      description: null,
      metadata: {},
      paymentMethod: 'pm_1',
      latestCharge: 'ch_1',
      lastPaymentError: null,
      canceledAt: null,
    },
  ],
  cs_1: [
    'checkout.session',
    {
      created: 1,
      expiresAt: 9_999_999_999,
      status: 'complete',
      paymentStatus: 'paid',
      mode: 'payment',
      uiMode: 'embedded_page',
      redirectOnCompletion: 'never',
      returnUrl: null,
      successUrl: null,
      cancelUrl: null,
      clientSecret: 'cs_1_secret_x',
      clientReferenceId: null,
      customer: 'cus_1',
      customerEmail: null,
      payer: { email: 'a@b.ch', name: 'Anna' },
      currency: 'chf',
      amountTotal: 900,
      lineItems: [],
      locale: null,
      submitType: null,
      metadata: {},
      paymentIntent: 'pi_1',
      paymentIntentData: { metadata: { invoice: 'inv_1' }, description: null },
    },
  ],
} as const

it('goes on with what an earlier version wrote, and refunds it', async () => {
  const { sql, ownerSql, role } = await scratchDatabase()
  await ensureEmulatorSchema(ownerSql, role)
  for (const [id, [type, data]] of Object.entries(earlier)) {
    const kept = JSON.stringify({ id, ...data })
    await sql`insert into stripe_emulator.objects (id, type, version, data) values (${id}, ${type}, 1, ${kept}::text::jsonb)`
  }
  await ensureEmulatorSchema(ownerSql, role)
  await ensureEmulatorSchema(ownerSql, role)
  const { stripe } = startHarness(createEmulatorStore(sql))
  const expand = ['payment_intent.latest_charge', 'payment_intent.payment_method', 'customer']
  const session = await stripe.checkout.sessions.retrieve('cs_1', { expand })
  expect(session).toMatchObject({
    payment_method_types: ['card'],
    customer: { name: 'Anna AG', metadata: { org: 'a' } },
    payment_intent: {
      latest_charge: { amount_refunded: 0, disputed: false, billing_details: { name: 'Anna', phone: null } },
      payment_method: { card: { last4: '4242' }, billing_details: { email: 'a@b.ch' } },
    },
  } satisfies Partial<Record<keyof Stripe.Checkout.Session, unknown>>)
  expect((await stripe.refunds.create({ payment_intent: 'pi_1' })).amount).toBe(900)
  const attach = stripe.paymentMethods.attach('pm_1', { customer: 'cus_1' })
  await expect(attach).rejects.toThrow('may not be used again')
})
