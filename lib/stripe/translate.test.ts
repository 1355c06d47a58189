import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handledTypes } from './handled-types'
import { readReceivedEvent } from './received-event'
import { translate } from './translate'

const translated = (type: string, object: unknown, previous?: object, version = '2026-10-28.endive') =>
  translate(
    readReceivedEvent(
      JSON.stringify({
        id: 'evt_1',
        object: 'event',
        api_version: version,
        type,
        data: { object, ...(previous && { previous_attributes: previous }) },
      }),
    ),
  )

const cards = { kind: 'cards_changed', customerId: 'cus_1' }
const refund = { kind: 'refunds_changed', paymentIntentId: 'pi_1' }
const subscriptions = { kind: 'subscriptions_changed', customerId: 'cus_1', stripeInvoiceId: '' }

it.each<[string, string, object, object | undefined, object]>([
  [
    'a session',
    'checkout.session.completed',
    { id: 'cs_1', metadata: { org: 'acme', checkout: 'chk_1' } },
    undefined,
    { kind: 'checkout_changed', sessionId: 'cs_1', named: { org: 'acme', checkoutId: 'chk_1' } },
  ],
  [
    'a session that does not say of what it is',
    'checkout.session.expired',
    { id: 'cs_1', metadata: { org: ['acme'], checkout: 'chk 1' } },
    undefined,
    { kind: 'checkout_changed', sessionId: 'cs_1', named: { org: '', checkoutId: '' } },
  ],
  [
    'a payment',
    'payment_intent.succeeded',
    { id: 'pi_1' },
    undefined,
    { kind: 'payment_changed', paymentIntentId: 'pi_1' },
  ],
  ['a charge', 'charge.refunded', { id: 'ch_1', payment_intent: 'pi_1' }, undefined, { ...refund, of: 'ch_1' }],
  ['a refund', 'refund.failed', { id: 're_1', payment_intent: { id: 'pi_1' } }, undefined, { ...refund, of: 're_1' }],
  [
    'a refund that names its charge alone',
    'charge.refund.updated',
    { id: 're_1', charge: 'ch_1' },
    undefined,
    { kind: 'refunds_changed', paymentIntentId: '', of: 're_1' },
  ],
  ['a dispute', 'charge.dispute.closed', { id: 'dp_1' }, undefined, { kind: 'dispute_changed', disputeId: 'dp_1' }],
  ['a subscription', 'customer.subscription.updated', { id: 'sub_1', customer: 'cus_1' }, undefined, subscriptions],
  [
    'a subscription of 2014',
    'customer.subscription.updated',
    { customer: { id: 'cus_1' }, plan: {} },
    undefined,
    subscriptions,
  ],
  [
    'an invoice of 2020',
    'invoice.paid',
    { id: 'in_1', customer: 'cus_1', subscription: 'sub_1' },
    undefined,
    { ...subscriptions, stripeInvoiceId: 'in_1' },
  ],
  ['a saved card', 'setup_intent.succeeded', { id: 'seti_1', customer: 'cus_1' }, undefined, cards],
  ['a card that came', 'payment_method.attached', { id: 'pm_1', customer: 'cus_1' }, undefined, cards],
  ['a card that went', 'payment_method.detached', { id: 'pm_1', customer: null }, { customer: 'cus_1' }, cards],
  ['a customer', 'customer.updated', { id: 'cus_1' }, undefined, cards],
])('%s is looked at by its id', (_, type, object, previous, command) => {
  expect(translated(type, object, previous)).toEqual(command)
})

it.each([
  ['an event of a kind that nobody handles', 'customer.created', { id: 'cus_1' }],
  ['an event of a kind that is not known', 'teapot.boiled', { id: 'tea_1' }],
  ['an event named after what every object has', 'constructor', { id: 'tea_1' }],
  ['a card of no customer', 'payment_method.attached', { id: 'pm_1', customer: null }],
])('%s is nothing to us', (_, type, object) => {
  expect(translated(type, object)).toBeNull()
})

it('an event for us that does not name what it is about says so, with both versions', () => {
  expect(
    translated('customer.subscription.updated', { id: 'sub_1', account: 'acct_1' }, undefined, '2030-01-01'),
  ).toEqual({
    kind: 'unreadable',
    sentence:
      'The customer.subscription.updated event of API version 2030-01-01 does not name its customer. Kontor reads version 2026-10-28.endive.',
  })
})

it.each([
  ['no JSON', 'plain', 'The signed body is not JSON. It is kept as it came.'],
  ['nothing', '', 'The signed body is not JSON. It is kept as it came.'],
  ['a list', '[]', 'The signed body is not an object. It is kept as it came.'],
  ['a nameless event', '{"type":"invoice.paid"}', 'The signed body names no event. It is kept as it came.'],
  ['an event of no kind', '{"id":"evt_1"}', 'The event does not say what kind it is of. It is kept as it came.'],
])('%s is unreadable, and known by its bytes', (_, raw, sentence) => {
  const event = readReceivedEvent(raw)
  expect(translate(event)).toEqual({ kind: 'unreadable', sentence })
  expect(event.id).toMatch(raw.includes('evt_1') ? /^evt_1$/ : /^body_[0-9a-f]{64}$/)
  expect(readReceivedEvent(raw).id).toBe(event.id)
})

describe('whatever Stripe sends', () => {
  it('is read without an error', () => {
    const object = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('id', 'customer', 'payment_intent'), fc.jsonValue()),
    )
    fc.assert(
      fc.property(fc.constantFrom(...handledTypes, 'other'), object, fc.jsonValue(), (type, about, previous) => {
        const raw = JSON.stringify({ id: 'evt_1', type, data: { object: about, previous_attributes: previous } })
        translate(readReceivedEvent(raw))
      }),
    )
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => void translate(readReceivedEvent(raw))))
  })

  it('yields nothing but ids', () => {
    fc.assert(
      fc.property(fc.constantFrom(...handledTypes), fc.jsonValue(), (type, rest) => {
        const ids = { id: 'id_1', customer: 'cus_1', payment_intent: 'pi_1' }
        const plain = translated(type, ids)
        const others = { status: rest, metadata: rest, amount: rest, items: rest, parent: rest, mode: rest }
        expect(translated(type, { ...others, ...ids })).toEqual(plain)
      }),
    )
  })
})
