import { afterEach, describe, expect, it } from 'vitest'
import type { Change, EmulatorStore } from '@/packages/stripe-emulator/store'
import { chargeAway, customerWith } from '@/packages/stripe-emulator/testing/ask'
import { ask, typedAccount } from '@/packages/stripe-emulator/testing/browse'
import { cards, type Harness, pay, startHarness } from '@/packages/stripe-emulator/testing/harness'
import { scratchDatabase } from '@/packages/stripe-emulator/testing/scratch-database'
import { ensureEmulatorSchema } from './schema'
import { createEmulatorStore } from './store'

const { sql, ownerSql, role } = await scratchDatabase()
await Promise.all([ensureEmulatorSchema(ownerSql, role), ensureEmulatorSchema(ownerSql, role)])
const store: EmulatorStore = createEmulatorStore(sql)

const change = (part: Partial<Change>): Change => ({ guards: [], objects: [], deliveries: [], answer: null, ...part })
const object = (id: string, data: Record<string, unknown> = {}, type = 'thing') => ({ id, type, data })

describe('the emulator store in Postgres', () => {
  it('writes a change whole, or not at all when a version moved', async () => {
    const first = change({ guards: [{ id: 'a', version: 0 }], objects: [object('a', { n: 1 }), object('b')] })
    expect(await store.commit(first)).toBe('applied')
    expect(await store.commit({ ...first, objects: [object('c')] })).toBe('stale')
    expect(await store.get('c')).toBeNull()
    const next = change({ guards: [{ id: 'a', version: 1 }], objects: [object('a', { n: 2 })] })
    expect(await store.commit(next)).toBe('applied')
    expect(await store.get('a')).toEqual({ id: 'a', type: 'thing', version: 2, data: { n: 2 } })
  })

  it('lets one of thirty changes at the same moment through', async () => {
    const race = change({ guards: [{ id: 'race', version: 0 }], objects: [object('race')] })
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => store.commit(race)))
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1)
  })

  it('keeps an answer byte for byte and never a second one for its key', async () => {
    const answer = { key: 'k', fingerprint: 'f', status: 200, body: '{\n  "b": 1, "a": "ü"\n}' }
    expect(await store.commit(change({ answer }))).toBe('applied')
    expect(await store.commit(change({ answer: { ...answer, body: 'other' } }))).toBe('stale')
    expect(await store.answerTo('k')).toEqual(answer)
    expect(await store.answerTo('absent')).toBeNull()
  })

  it('lists by fields in both orders and goes on after an id', async () => {
    const owner = { customer: 'cus_1' }
    const objects = ['l1', 'l2', 'l3'].map((id) => object(id, owner, 'listed'))
    await store.commit(change({ objects: [...objects, object('l4', { customer: 'cus_2' }, 'listed')] }))
    const ids = async (query: { order: 'newest' | 'oldest'; after: string | null }) =>
      (await store.list({ type: 'listed', match: owner, limit: 2, ...query })).map(({ id }) => id)
    expect(await ids({ order: 'newest', after: null })).toEqual(['l3', 'l2'])
    expect(await ids({ order: 'newest', after: 'l2' })).toEqual(['l1'])
    expect(await ids({ order: 'oldest', after: 'l1' })).toEqual(['l2', 'l3'])
  })

  it('gives a delivery to one taker at a time, and to another when the lease ends', async () => {
    const deliveries = [1, 2].map((n) => ({ id: `d${n}`, eventId: 'ev', dueAtMs: 1_000 }))
    await store.commit(change({ objects: [object('ev', {}, 'event')], deliveries }))
    const claim = (nowMs: number) => store.claimDelivery({ nowMs, leaseMs: 100, order: 'oldest' })
    expect(await claim(999)).toBeNull()
    const taken = await Promise.all(Array.from({ length: 10 }, () => claim(1_000)))
    expect(taken.flatMap((delivery) => delivery?.id ?? []).sort()).toEqual(['d1', 'd2'])
    expect(await claim(1_101)).toMatchObject({ id: 'd1', attempts: 2, dueAtMs: 1_000 })
    await store.settleDelivery({ id: 'd1', state: 'delivered', lastStatus: 200, dueAtMs: 1_000 })
    await store.settleDelivery({ id: 'd2', state: 'delivered', lastStatus: 200, dueAtMs: 1_000 })
    expect(await claim(9_999)).toBeNull()
    expect(await store.deliveries(1)).toMatchObject([{ id: 'd2', state: 'delivered', lastStatus: 200 }])
  })
})

describe('the emulator on Postgres', () => {
  const running: Harness[] = []
  /** A process of its own on the store that all share. */
  const start = (): Harness => {
    const harness = startHarness(createEmulatorStore(sql))
    running.push(harness)
    return harness
  }
  // A process that still sends takes what the next test makes: one store, one queue of deliveries.
  afterEach(async () => {
    for (const { emulator } of running.splice(0)) await emulator.idle()
  })

  const parameters = {
    mode: 'payment',
    ui_mode: 'embedded_page',
    redirect_on_completion: 'never',
    line_items: [
      { quantity: 1, price_data: { currency: 'chf', unit_amount: 20_550, product_data: { name: '2026-0001' } } },
    ],
  } as const

  it('charges once when two processes get the same form at once', async () => {
    const one = start()
    const two = start()
    const { id, client_secret } = await one.stripe.checkout.sessions.create({
      ...parameters,
      line_items: [...parameters.line_items],
    })
    if (client_secret === null) throw new Error('no client secret')
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => pay((index % 2 ? one : two).emulator, client_secret, cards.good)),
    )
    expect(answers.map(({ body }) => body.outcome)).toEqual(Array(12).fill('paid'))
    await Promise.all([one.emulator.deliverDue(), two.emulator.deliverDue()])
    const types = [...one.received, ...two.received].map(({ type }) => type)
    expect(types.filter((type) => type === 'charge.succeeded')).toHaveLength(1)
    expect(types.filter((type) => type === 'checkout.session.completed')).toHaveLength(1)
    expect((await two.stripe.checkout.sessions.retrieve(id)).status).toBe('complete')
  })

  it('makes one session of ten calls under one key', async () => {
    const harnesses = [start(), start()]
    const sessions = await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const { stripe } = harnesses[index % 2] ?? start()
        const form = { ...parameters, line_items: [...parameters.line_items] }
        return stripe.checkout.sessions.create(form, { idempotencyKey: 'checkout_same' })
      }),
    )
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(1)
  })

  it('charges and refunds once when two processes get the same calls at once', async () => {
    const [one, two] = [start(), start()]
    const saved = await customerWith(one)
    const both = Array.from({ length: 10 }, (_, index) => (index % 2 ? one : two))
    const intents = await Promise.all(
      both.map((harness) => chargeAway(harness, saved, {}, { idempotencyKey: 'charge_same' })),
    )
    const [payment_intent = ''] = new Set(intents.map(({ id }) => id))
    const refunds = await Promise.allSettled(
      both.map(({ stripe }) => stripe.refunds.create({ payment_intent, amount: 1_500 })),
    )
    expect(refunds.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    const { data } = await one.stripe.charges.list({ customer: saved.customer })
    expect(data.map(({ amount_refunded }) => amount_refunded)).toEqual([4_500])
  })

  it('settles a debit once when two processes look at the clock at once', async () => {
    const [one, two] = [start(), start()]
    const { url } = await one.stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://example.com/done',
      line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 900, product_data: { name: 'x' } } }],
    })
    await ask(one, url ?? '', 'confirm', typedAccount('DE89370400440532013000'))
    await Promise.all([one, two, one, two].map(({ emulator }) => emulator.deliverDue()))
    const settled = [...one.received, ...two.received].map(({ type }) => type).filter((type) => type.includes('async'))
    expect(settled).toEqual(['checkout.session.async_payment_succeeded'])
  })

  it('outlives the process', async () => {
    const before = start()
    const customer = await before.stripe.customers.create({ name: 'Bleibt' })
    await before.emulator.idle()
    const after = start()
    expect(await after.stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'Bleibt' })
  })
})
