import fc from 'fast-check'
import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { usageEvent } from '@/lib/contracts/usage'
import { createKontorClient } from './kontor-client'
import { faults, type Portal, startPortal } from './testing/fake-portal'
import { batchesOf, event, impatient, openClient } from './testing/open-client'
import type { ClientOptions, UsageEvent } from './types'

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.stop())

const open = (options?: Partial<ClientOptions>) => openClient(portal, options)
const batches = () => batchesOf(portal)

test('the fields of an event are those of the contract', () => {
  expectTypeOf<keyof UsageEvent>().toEqualTypeOf<keyof z.input<typeof usageEvent>>()
  expectTypeOf<Omit<Required<UsageEvent>, 'properties'>>().toExtend<Omit<z.input<typeof usageEvent>, 'properties'>>()
})

test('through any faults every good event is counted once, every bad one is refused once, and the sums agree', async () => {
  const kinds = fc.array(fc.constantFrom('good', 'good', 'good', 'good', 'bad', 'pause'), {
    minLength: 1,
    maxLength: 120,
  })
  const troubles = fc.array(fc.constantFrom(...faults), { maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(kinds, troubles, fc.integer({ min: 1, max: 60 }), async (plan, schedule, flushAt) => {
      portal.counted.clear()
      portal.schedule.splice(0, Number.POSITIVE_INFINITY, ...schedule)
      const { client, refused, dropped } = open({ ...impatient, flushAt })
      let sum = 0
      for (const [index, kind] of plan.entries()) {
        if (kind === 'pause') await new Promise((done) => setTimeout(done, 1))
        else client.usage.record({ ...event, quantity: index, ...(kind === 'bad' ? { meter: 'no.such.meter' } : {}) })
        if (kind === 'good') sum += index
      }
      expect(await client.close({ timeoutMs: 20_000 })).toEqual({ usage: 0, tenants: 0 })
      const [good, bad] = ['good', 'bad'].map((kind) => plan.filter((each) => each === kind).length)
      expect([portal.counted.size, portal.total(), refused.length]).toEqual([good, sum, bad])
      expect([portal.wrong, dropped, refused.filter(([, code]) => code !== 'unknown_meter')]).toEqual([[], [], []])
      expect(client.stats().usage).toMatchObject({ waiting: 0, accepted: good, refused: bad, dropped: 0 })
    }),
    { numRuns: 120 },
  )
})

test('a single caller thread of ten thousand events is sent in order, at most a thousand at a time', async () => {
  const { client } = open({ flushAt: 500 })
  for (let index = 0; index < 10_000; index += 1) client.usage.record({ ...event, idempotencyKey: `k-${index}` })
  expect(portal.asked).toEqual([])
  expect(await client.flush()).toEqual({ usage: 0, tenants: 0 })
  expect(
    batches()
      .flat()
      .map(({ idempotencyKey }) => idempotencyKey),
  ).toEqual(Array.from({ length: 10_000 }, (_, index) => `k-${index}`))
  expect(Math.max(...batches().map(({ length }) => length))).toBe(1000)
  await client.close()
})

test('an event waits for company until enough wait', async () => {
  const { client } = open({ flushMs: 600_000, flushAt: 3, requestTimeoutMs: 30_000 })
  client.usage.record(event)
  client.usage.record(event)
  await new Promise((done) => setTimeout(done, 20))
  expect(portal.asked).toHaveLength(0)
  client.usage.record(event)
  await expect.poll(() => batches().map(({ length }) => length)).toEqual([3])
  await client.close()
})

test('an event waits for company until the time has passed', async () => {
  const { client } = open({ flushMs: 20, flushAt: 3, requestTimeoutMs: 30_000 })
  client.usage.record(event)
  await expect.poll(() => batches().map(({ length }) => length)).toEqual([1])
  await client.close()
})

test('an event recorded at the very end of a run is sent too', async () => {
  const { client } = open({ flushMs: 1 })
  for (let index = 0; index < 200; index += 1) {
    client.usage.record(event)
    const before = portal.counted.size
    while (portal.counted.size === before) await new Promise((done) => setImmediate(done))
    for (let turn = 0; turn < index % 7; turn += 1) await Promise.resolve()
  }
  expect(client.stats().usage.waiting).toBeLessThanOrEqual(1)
  expect(await client.close()).toEqual({ usage: 0, tenants: 0 })
  expect(portal.counted.size).toBe(200)
})

test('a key and a time that were not given are made once and kept over tries, and what is given is kept', async () => {
  portal.schedule.push('lost', '503', 'half')
  const { client } = open()
  client.usage.record(event)
  client.usage.record({ ...event, idempotencyKey: 'mine', occurredAt: 1_790_000_000 })
  await client.close()
  const [first, ...others] = batches()
  expect(others.length).toBe(3)
  for (const batch of others) expect(batch).toEqual(first)
  expect(first?.[0]?.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/)
  expect(Date.parse(String(first?.[0]?.occurredAt))).toBeCloseTo(Date.now(), -5)
  expect(first?.[1]).toMatchObject({ idempotencyKey: 'mine', occurredAt: 1_790_000_000 })
})

test('an event that is changed after it was recorded is sent as it was', async () => {
  const { client } = open()
  const mine = { ...event, properties: { job: 'a' } }
  client.usage.record(mine)
  mine.properties.job = 'b'
  await client.close()
  expect(batches()[0]?.[0]?.properties).toEqual({ job: 'a' })
})

test('recording never throws, whatever is recorded and whatever the callbacks do', async () => {
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  const boom = () => {
    throw new Error('boom')
  }
  const client = createKontorClient({ url: portal.url, apiKey: 'k', onRefused: boom, onDropped: boom, onError: boom })
  const junk = [
    null,
    undefined,
    1,
    'x',
    {},
    { ...event, org: '' },
    { ...event, quantity: Number.NaN },
    { ...event, quantity: -1 },
  ]
  const odd = [
    ...junk,
    { ...event, properties: cycle },
    { ...event, properties: { n: 1n } },
    { ...event, resource: 'x'.repeat(1_100_000) },
  ]
  for (const value of odd) client.usage.record(value as unknown as UsageEvent)
  expect(client.stats().usage).toMatchObject({ refused: odd.length, waiting: 0 })
  await client.close()
  client.usage.record(event)
  expect(client.stats().usage.dropped).toBe(1)
})

test('beyond what may wait the newest is dropped visibly, and the older ones arrive', async () => {
  const { client, dropped } = open({ mostWaiting: 3, flushMs: 1000 })
  for (const idempotencyKey of ['a', 'b', 'c', 'd', 'e']) client.usage.record({ ...event, idempotencyKey })
  expect(dropped.map(([work, reason]) => [(work as UsageEvent).idempotencyKey, reason])).toEqual([
    ['d', 'queue_full'],
    ['e', 'queue_full'],
  ])
  await client.close()
  expect([...portal.counted.keys()]).toEqual(['a', 'b', 'c'])
})
