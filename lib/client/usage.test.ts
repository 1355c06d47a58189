import fc from 'fast-check'
import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { usageEvent } from '@/lib/contracts/usage'
import { createKontorClient } from './kontor-client'
import { backoffOf } from './lane'
import { settle } from './settings'
import { faults, type Portal, startPortal } from './testing/fake-portal'
import type { ClientOptions, UsageEvent, Work } from './types'

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.stop())

const event = { org: 'acme', meter: 'doc.pages', quantity: 1 } as const

const open = (options: Partial<ClientOptions> = {}) => {
  const refused: [Work, string][] = []
  const dropped: [Work, string][] = []
  const client = createKontorClient({
    url: portal.url,
    apiKey: 'kontor_test',
    flushMs: 5,
    backoffMs: 1,
    mostBackoffMs: 4,
    requestTimeoutMs: 40,
    onRefused: (work, { code }) => refused.push([work, code]),
    onDropped: (work, reason) => dropped.push([work, reason]),
    ...options,
  })
  return { client, refused, dropped }
}

const batches = () => portal.asked.map(({ body }) => (body as { events: UsageEvent[] }).events)

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
      const { client, refused, dropped } = open({ flushAt })
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
  const { client } = open({ flushAt: 500, requestTimeoutMs: 5000 })
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

test('an event waits for company until the time has passed or enough wait', async () => {
  const { client } = open({ flushMs: 60, flushAt: 3 })
  client.usage.record(event)
  client.usage.record(event)
  await new Promise((done) => setTimeout(done, 20))
  expect(portal.asked).toHaveLength(0)
  client.usage.record(event)
  await expect.poll(() => batches().map(({ length }) => length), { interval: 2, timeout: 40 }).toEqual([3])
  client.usage.record(event)
  await expect.poll(() => batches().map(({ length }) => length)).toEqual([3, 1])
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

test('an event that makes the portal refuse its whole batch is found, and does not sink the others', async () => {
  const { client, refused } = open()
  for (let index = 0; index < 100; index += 1) {
    client.usage.record({ ...event, ...(index === 41 ? { resource: 'poison' } : {}) })
  }
  await client.close()
  expect(refused.map(([work, code]) => [(work as UsageEvent).resource, code])).toEqual([['poison', 'invalid_json']])
  expect(portal.counted.size).toBe(99)
})

test('batches stay below the size that the portal takes', async () => {
  const { client } = open({ requestTimeoutMs: 5000 })
  for (let index = 0; index < 900; index += 1) client.usage.record({ ...event, properties: { text: 'ä'.repeat(2000) } })
  await client.close()
  expect(portal.counted.size).toBe(900)
  for (const { body } of portal.asked) expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(1_048_576)
})

test('a key that is not accepted gives everything back at once instead of trying for ever', async () => {
  portal.custom.answer = () => ({ status: 401, body: { detail: { error_code: 'unauthenticated', message: 'No.' } } })
  const { client, refused } = open()
  for (let index = 0; index < 5; index += 1) client.usage.record(event)
  expect(await client.close()).toEqual({ usage: 0, tenants: 0 })
  expect(refused.map(([, code]) => code)).toEqual(Array(5).fill('unauthenticated'))
  expect(portal.asked).toHaveLength(1)
})

test('Retry-After is waited for, in seconds or as a date, and failures wait longer each time, never beyond the most', async () => {
  const waits: number[] = []
  const now = Date.parse('2026-11-21T10:00:00Z')
  const answers = [
    { status: 429, 'retry-after': '7' },
    { status: 503, 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT' },
    { status: 503 },
    { status: 503 },
  ]
  portal.custom.answer = () => {
    const { status = 0, ...headers } = answers.shift() ?? {}
    return status === 0 ? null : { status, headers: headers as Record<string, string>, body: {} }
  }
  const sleep: ClientOptions['sleep'] = (ms, signal) => {
    if (ms === 99_999) return new Promise((done) => signal.addEventListener('abort', () => done()))
    waits.push(ms)
    return Promise.resolve()
  }
  const { client } = open({
    sleep,
    now: () => now,
    random: () => 1,
    backoffMs: 100,
    mostBackoffMs: 500,
    flushMs: 99_999,
    requestTimeoutMs: 5000,
  })
  client.usage.record(event)
  await client.close({ timeoutMs: 99_999 })
  expect(waits).toEqual([7000, 30_000, 400, 500])
})

test('the wait before the next try grows, is at least half of its most, and is never more', () => {
  const settings = (random: number) =>
    settle({ url: 'http://x', apiKey: '', backoffMs: 200, mostBackoffMs: 30_000, random: () => random })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const [least, wait, most] = [0, random, 1].map((chance) => backoffOf(settings(chance), failures))
      expect(most).toBe(Math.min(30_000, 200 * 2 ** (failures - 1)))
      expect(least).toBe(Number(most) / 2)
      expect(wait).toBeGreaterThanOrEqual(Number(least))
      expect(wait).toBeLessThanOrEqual(Number(most))
    }),
  )
})

test('while the portal is away flush says what is left in time, and nothing is lost when it is back', async () => {
  portal.schedule.push(...Array(1000).fill('cut'))
  const errors: string[] = []
  const { client } = open({ onError: ({ code }) => errors.push(code) })
  for (let index = 0; index < 7; index += 1) client.usage.record(event)
  const started = Date.now()
  expect(await client.flush({ timeoutMs: 50 })).toEqual({ usage: 7, tenants: 0 })
  expect(Date.now() - started).toBeLessThan(1000)
  expect(errors).toContain('network')
  expect(client.stats()).toMatchObject({ usage: { waiting: 7, accepted: 0 }, lastError: { code: 'network' } })
  portal.schedule.splice(0)
  expect(await client.close()).toEqual({ usage: 0, tenants: 0 })
  expect(portal.counted.size).toBe(7)
})

test('work that grew too old is given back, and newer work goes on', async () => {
  portal.schedule.push(...Array(30).fill('503'))
  let now = 0
  const { client, refused } = open({ giveUpAfterMs: 1000, now: () => now })
  client.usage.record({ ...event, idempotencyKey: 'old' })
  await expect.poll(() => portal.asked.length).toBeGreaterThan(2)
  now = 2000
  client.usage.record({ ...event, idempotencyKey: 'new' })
  await client.close()
  expect(refused.map(([work, code]) => [(work as UsageEvent).idempotencyKey, code])).toEqual([['old', 'unavailable']])
  expect([...portal.counted.keys()]).toEqual(['new'])
})

test('a closed client holds no timer and no request', async () => {
  portal.schedule.push(...Array(1000).fill('slow'))
  const { client } = open({ requestTimeoutMs: 60_000, flushMs: 1 })
  client.usage.record(event)
  expect((await client.close({ timeoutMs: 10 })).usage).toBe(1)
  const tried = portal.asked.length
  await new Promise((done) => setTimeout(done, 150))
  expect(portal.asked.length).toBeLessThanOrEqual(Math.max(1, tried))
})
