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
  ['a session that ran out', event('checkout.session.expired', {}), 'invoice_checkout_ended'],
  ['money that did not come', event('checkout.session.async_payment_failed', {}), 'invoice_checkout_ended'],
])('%s is a command', (_, given, kind) => {
  expect(translate(given)).toEqual({ kind, ...facts })
})

it.each([
  ['a completed session whose money is on the way', event('checkout.session.completed', { payment_status: 'unpaid' })],
  ['a session of another product', event('checkout.session.completed', { payment_status: 'paid', metadata: {} })],
  ['a session without metadata', event('checkout.session.expired', { metadata: null })],
  ['an event nobody handles', event('customer.created', {})],
  ['a payment without metadata', event('payment_intent.succeeded', { metadata: undefined })],
  ['a refund of no payment', event('refund.updated', { payment_intent: null })],
  ['a card checkout without metadata', event('checkout.session.completed', { mode: 'setup', metadata: undefined })],
])('%s is nothing to us', (_, given) => {
  expect(translate(given)).toBeNull()
})

it.each([
  ['a charge that says what it was for', 'charge.refunded', { org: 'acme', purchase: 'chk_1' }, 'acme', 'chk_1'],
  ['a refund that was made by hand', 'refund.failed', {}, '', ''],
  ['a refund of an old shape', 'refund.updated', null, '', ''],
])('%s has the refunds of its payment read anew', (_, type, about, org, purchaseId) => {
  expect(translate(event(type, { metadata: about, payment_intent: 'pi_1' }))).toEqual({
    kind: 'refunds_changed',
    org,
    purchaseId,
    paymentIntentId: 'pi_1',
  })
})

const card = { id: 'pm_1', customer: 'cus_1' }

it.each([
  [
    'a card that was saved',
    {
      type: 'setup_intent.succeeded',
      data: { object: { customer: 'cus_1', metadata: { org: 'acme' }, payment_method: 'pm_1' } },
    },
    'acme',
  ],
  ['a card that came', { type: 'payment_method.attached', data: { object: card } }, ''],
  ['a card that changed', { type: 'payment_method.updated', data: { object: card } }, ''],
  [
    'a card that went',
    {
      type: 'payment_method.detached',
      data: { object: { id: 'pm_1', customer: null }, previous_attributes: { customer: 'cus_1' } },
    },
    '',
  ],
  [
    'a customer that changed',
    { type: 'customer.updated', data: { object: { id: 'cus_1', metadata: { org: 'acme' } } } },
    'acme',
  ],
  ['a customer that is gone', { type: 'customer.deleted', data: { object: { id: 'cus_1', metadata: {} } } }, ''],
])('%s has the cards of its customer read anew', (_, given, org) => {
  expect(translate(given as unknown as Stripe.Event)).toEqual({
    kind: 'cards_changed',
    customerId: 'cus_1',
    org,
  })
})

it('a card of no customer is nobody’s', () => {
  const given = { type: 'payment_method.attached', data: { object: { id: 'pm_1', customer: null } } }
  expect(translate(given as unknown as Stripe.Event)).toBeNull()
})
