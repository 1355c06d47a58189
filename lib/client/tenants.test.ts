import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createKontorClient } from './kontor-client'
import { faults, type Portal, startPortal } from './testing/fake-portal'
import { impatient } from './testing/open-client'
import type { ClientOptions, KontorClient, TenantChange, Work } from './types'

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.stop())

const open = (options: Partial<ClientOptions> = {}) => {
  const refused: [Work, string][] = []
  const client = createKontorClient({
    url: portal.url,
    apiKey: 'kontor_test',
    backoffMs: 1,
    mostBackoffMs: 4,
    requestTimeoutMs: 5_000,
    onRefused: (work, { code }) => refused.push([work, code]),
    ...options,
  })
  return { client, refused }
}

type Report = (client: KontorClient, tenant: string, at: string) => void
const reports: Readonly<Record<string, Report>> = {
  created: ({ tenants }, name, at) => tenants.created({ org: 'acme', name, packages: ['ocr'] }, at),
  deleted: ({ tenants }, name, at) => tenants.deleted(name, at),
  skills: ({ tenants }, name, at) => tenants.skills(name, ['ocr', 'translate'], at),
  suspended: ({ tenants }, name, at) => tenants.suspended(name, true, at),
  resumed: ({ tenants }, name, at) => tenants.suspended(name, false, at),
}
const instant = (index: number): string => new Date(Date.UTC(2026, 9, 1) + index * 1000).toISOString()

/** What the portal heard of a tenant; a change that came again, which may be long after its repetition was answered, left out. */
const heardOf = (tenant: string): string[] =>
  portal.changes
    .filter((change) => change.tenant === tenant)
    .map(({ at }) => at)
    .filter((at, index, all) => all.indexOf(at) === index)

test('through any faults every change arrives, and those of one tenant in their order', async () => {
  const names = ['t1', 't2', 't3', 'unknown']
  const step = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...Object.keys(reports)))
  const troubles = fc.array(fc.constantFrom(...faults.filter((fault) => fault !== 'some')), { maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), troubles, async (steps, schedule) => {
      portal.changes.splice(0)
      portal.schedule.splice(0, Number.POSITIVE_INFINITY, ...schedule)
      const { client, refused } = open(impatient)
      for (const [index, [tenant, kind]] of steps.entries()) reports[kind]?.(client, tenant, instant(index))
      expect(await client.close({ timeoutMs: 20_000 })).toEqual({ usage: 0, tenants: 0 })
      for (const name of ['t1', 't2', 't3']) {
        expect(heardOf(name)).toEqual(steps.flatMap(([tenant], index) => (tenant === name ? [instant(index)] : [])))
      }
      const lost = steps.flatMap(([tenant], index) => (tenant === 'unknown' ? [instant(index)] : []))
      expect(refused.map(([work]) => (work as TenantChange).occurredAt)).toEqual(lost)
      expect(client.stats().tenants).toMatchObject({ waiting: 0, accepted: steps.length - lost.length })
    }),
    { numRuns: 100 },
  )
})

test('a tenant whose changes fail does not hold up the others', async () => {
  portal.custom.answer = ({ path }) => (path.includes('stuck') ? { status: 500, body: {} } : null)
  const { client } = open()
  for (let index = 0; index < 20; index += 1) client.tenants.suspended(`stuck-${index}`)
  client.tenants.suspended('free')
  await expect.poll(() => client.stats().tenants).toMatchObject({ waiting: 20, accepted: 1 })
  expect(heardOf('free')).toHaveLength(1)
  portal.custom.answer = null
  expect(await client.close()).toEqual({ usage: 0, tenants: 0 })
})

test('a change carries the time at which it was reported, however late it arrives', async () => {
  portal.schedule.push('503', '503', '503')
  let now = Date.parse('2026-11-21T10:00:00Z')
  const { client } = open({ now: () => now })
  client.tenants.deleted('t1')
  now += 60_000
  await client.close()
  expect(heardOf('t1')).toEqual(['2026-11-21T10:00:00.000Z'])
})

test('a name is one segment of the path, whatever is in it', async () => {
  const { client, refused } = open()
  for (const name of ['a/../b', 'a?b', 'a#b', '\ud800']) client.tenants.deleted(name)
  await client.close()
  expect(portal.asked.map(({ path }) => path)).toEqual(
    ['a%2F..%2Fb', 'a%3Fb', 'a%23b'].map((name) => `/api/v1/tenants/${name}`),
  )
  expect(refused.map(([, code]) => code)).toEqual(['invalid_request'])
})

test('reporting never throws, whatever is reported', async () => {
  const { client, refused } = open()
  const { created, deleted, skills } = client.tenants as unknown as Record<string, (...given: unknown[]) => void>
  created?.()
  created?.({ name: 't' })
  deleted?.(7)
  deleted?.('')
  skills?.('t', 'ocr')
  skills?.('t', [1n])
  expect(refused.map(([, code]) => code)).toEqual(Array(6).fill('invalid_request'))
  await client.close()
  client.tenants.deleted('t')
  expect(client.stats().tenants).toMatchObject({ refused: 6, dropped: 1, waiting: 0 })
})

test('a thousand tenants at once open few requests at a time and warn of nothing', async () => {
  const warnings: Error[] = []
  const note = (warning: Error) => warnings.push(warning)
  process.on('warning', note)
  let inside = 0
  let most = 0
  const counting: typeof fetch = async (...given) => {
    inside += 1
    most = Math.max(most, inside)
    try {
      return await fetch(...given)
    } finally {
      inside -= 1
    }
  }
  portal.schedule.push(...Array(100).fill('503'))
  const { client } = open({ fetch: counting })
  for (let index = 0; index < 1000; index += 1) client.tenants.suspended(`t-${index}`)
  expect(await client.close({ timeoutMs: 20_000 })).toEqual({ usage: 0, tenants: 0 })
  await new Promise((done) => setImmediate(done))
  process.off('warning', note)
  expect([new Set(portal.changes.map(({ tenant }) => tenant)).size, warnings]).toEqual([1000, []])
  expect(most).toBeLessThanOrEqual(8)
})
