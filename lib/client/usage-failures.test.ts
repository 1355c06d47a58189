import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createKontorClient } from './kontor-client'
import { backoffOf } from './lane'
import { settle } from './settings'
import { type Portal, startPortal } from './testing/fake-portal'
import { batchesOf, event, openClient } from './testing/open-client'
import type { ClientOptions, UsageEvent } from './types'

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.stop())

const open = (options?: Partial<ClientOptions>) => openClient(portal, options)
const _batches = () => batchesOf(portal)

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
  const { client } = open()
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
  expect(await client.flush({ timeoutMs: 50 })).toEqual({ usage: 7, tenants: 0 })
  expect(errors).toContain('network')
  expect(client.stats()).toMatchObject({ usage: { waiting: 7, accepted: 0 }, lastError: { code: 'network' } })
  portal.schedule.splice(0)
  expect(await client.close()).toEqual({ usage: 0, tenants: 0 })
  expect(portal.counted.size).toBe(7)
})

test('work that grew too old is given back, and newer work goes on', async () => {
  const away = { status: 503, body: { detail: { error_code: 'unavailable', message: 'Away.' } } }
  portal.custom.answer = ({ body }) => (JSON.stringify(body).includes('"old"') ? away : null)
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

test('a caller who listens to nothing is told on the console what is lost, once for each code', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const client = createKontorClient({ url: portal.url, apiKey: 'kontor_test', flushMs: 5, requestTimeoutMs: 5000 })
  for (let index = 0; index < 5; index += 1) client.usage.record({ ...event, meter: 'no.such.meter' })
  client.usage.record({ ...event, quantity: -1 })
  await client.close()
  client.usage.record(event)
  client.usage.record(event)
  const lines = said.mock.calls.map(([line]) => String(line))
  said.mockRestore()
  expect(lines.filter((line) => line.includes('(unknown_meter): Refused: unknown_meter.'))).toHaveLength(1)
  expect(lines.filter((line) => line.includes('(invalid_request): An event needs its quantity'))).toHaveLength(1)
  expect(lines.filter((line) => line.includes('(closed): The client is closed.'))).toHaveLength(1)
  expect(lines).toHaveLength(3)
})

test('a console that throws harms nobody', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {
    throw new Error('no console')
  })
  const client = createKontorClient({ url: portal.url, apiKey: 'kontor_test', flushMs: 5, requestTimeoutMs: 5000 })
  expect(() => client.usage.record({ ...event, quantity: -1 })).not.toThrow()
  await client.close()
  said.mockRestore()
})
