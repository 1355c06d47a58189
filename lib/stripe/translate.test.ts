import { expect, it } from 'vitest'
import type { Stripe } from '@/lib/stripe-emulator/testing/harness'
import { translate } from './translate'

const metadata = { org: 'acme', invoice: 'inv_1', checkout: 'chk_1' }
const facts = { org: 'acme', invoiceId: 'inv_1', checkoutId: 'chk_1', sessionId: 'cs_1' }

/** As much of an event as the translation reads. */
const event = (type: string, object: object): Stripe.Event =>
  ({
    id: 'evt_1',
    object: 'event',
    type,
    data: { object: { id: 'cs_1', metadata, ...object } },
  }) as unknown as Stripe.Event

it.each([
  ['a completed session that is paid', event('checkout.session.completed', { payment_status: 'paid' }), 'invoice_paid'],
  ['money that came later', event('checkout.session.async_payment_succeeded', {}), 'invoice_paid'],
  ['a session that ran out', event('checkout.session.expired', {}), 'checkout_ended'],
  ['money that did not come', event('checkout.session.async_payment_failed', {}), 'checkout_ended'],
])('%s is a command', (_, given, kind) => {
  expect(translate(given)).toEqual({ kind, ...facts })
})

it.each([
  ['a completed session whose money is on the way', event('checkout.session.completed', { payment_status: 'unpaid' })],
  ['a session of another product', event('checkout.session.completed', { payment_status: 'paid', metadata: {} })],
  ['a session without metadata', event('checkout.session.expired', { metadata: null })],
  ['an event nobody handles', event('customer.created', {})],
])('%s is nothing to us', (_, given) => {
  expect(translate(given)).toBeNull()
})
