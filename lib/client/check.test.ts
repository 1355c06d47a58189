import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { type checkAnswer, checkRequest } from '@/lib/contracts/check'
import { createKontorClient } from './kontor-client'
import { type Answer, type Fault, type Portal, startPortal } from './testing/fake-portal'
import type { Allowed, CheckRequest, ClientOptions } from './types'

let portal: Portal
beforeEach(async () => {
  portal = await startPortal({ slowMs: 3000 })
})
afterEach(() => portal.stop())

const open = (options: Partial<ClientOptions> = {}) => {
  const errors: string[] = []
  const client = createKontorClient({
    url: portal.url,
    apiKey: 'kontor_test',
    // No test here depends on being fast: where a deadline matters, the test says so.
    checkTimeoutMs: 30_000,
    onError: ({ code }) => errors.push(code),
    ...options,
  })
  return { client, errors }
}

const refusal = (status: number, code: string, facts: object = {}): Answer => ({
  status,
  body: { detail: { error_code: code, message: 'A sentence.', ...facts } },
})
const said = {
  allowed: true,
  reason: null,
  biller: 'prepaid',
  currency: 'USD',
  remaining: '12.5',
  units: null,
  limits: { maxDiskMb: 20_480, maxMemoryMb: null, maxVcpus: null, concurrency: 5 },
  reservation: null,
}
const yes: Answer = { status: 200, body: said }

test('an allowed start is allowed, with everything else the gate said', async () => {
  portal.custom.answer = () => yes
  const { client, errors } = open()
  const request = { org: 'acme', concurrent: 3, resource: { diskMb: 10 } }
  expect(await client.check(request)).toEqual(said)
  expect(portal.asked).toEqual([{ method: 'POST', path: '/api/v1/check', body: request }])
  expect([errors, client.stats().check]).toEqual([[], { asked: 1, unreachable: 0 }])
})

test('a reservation has a key, the given one or a new one', async () => {
  portal.custom.answer = () => yes
  const { client } = open()
  const request = { org: 'acme', meter: 'doc.pages', quantity: 1, reserve: true }
  await client.check(request)
  await client.check({ ...request, idempotencyKey: 'mine' })
  const keys = portal.asked.map(({ body }) => (body as { idempotencyKey: string }).idempotencyKey)
  expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), 'mine'])
  for (const { body } of portal.asked) expect(checkRequest.safeParse(body).success).toBe(true)
})

test('request and answer have the fields of the contract', () => {
  expectTypeOf<keyof CheckRequest>().toEqualTypeOf<keyof z.input<typeof checkRequest>>()
  expectTypeOf<CheckRequest>().toExtend<z.input<typeof checkRequest>>()
  expectTypeOf<z.output<typeof checkAnswer>>().toExtend<Allowed>()
  expectTypeOf<keyof Allowed>().toEqualTypeOf<keyof z.output<typeof checkAnswer>>()
})

test.each([
  [402, 'payment_required', 'halted', []],
  [429, 'concurrency_exceeded', 'tier_full', []],
  [403, 'limit_exceeded', 'disk', []],
  [401, 'unauthenticated', undefined, ['unauthenticated']],
  [403, 'missing_scope', undefined, ['missing_scope']],
  [404, 'unknown_org', undefined, ['unknown_org']],
])('%i %s is a no of the portal, whatever the fallback says', async (status, code, reason, told) => {
  portal.custom.answer = () => refusal(status, code, reason === undefined ? {} : { reason })
  const { client, errors } = open({ fallback: 'allow' })
  expect(await client.check({ org: 'acme' })).toMatchObject({
    allowed: false,
    reason: reason ?? code,
    code,
    message: 'A sentence.',
  })
  expect(errors).toEqual(told)
})

test('a no says what is left and what is missing, as the yes does', async () => {
  const figures = { ...said, price: '20.00', available: '12.50', missing: '7.50', measure: 'USD' }
  const answer = refusal(402, 'payment_required', { reason: 'insufficient_funds' })
  portal.custom.answer = () => ({
    ...answer,
    body: { ...figures, allowed: false, reason: 'insufficient_funds', ...(answer.body as object) },
  })
  const { client } = open()
  expect(await client.check({ org: 'acme' })).toEqual({
    ...figures,
    allowed: false,
    reason: 'insufficient_funds',
    code: 'payment_required',
    message: 'A sentence.',
    facts: { reason: 'insufficient_funds' },
  })
})

test.each<[Fault, string]>([
  ['cut', 'network'],
  ['half', 'network'],
  ['slow', 'timeout'],
  ['junk', 'bad_answer'],
  ['500', 'internal'],
  ['503', 'unavailable'],
  ['429', 'rate_limited'],
])(
  'a portal that is away (%s) answers what the caller chose, within its deadline, and says so',
  async (fault, code) => {
    portal.custom.answer = () => (['500', '503', '429'].includes(fault) ? null : yes)
    for (const fallback of [undefined, 'refuse', 'allow'] as const) {
      portal.schedule.push(fault)
      const { client, errors } = open(fault === 'slow' ? { checkTimeoutMs: 60 } : {})
      const answer = await client.check({ org: 'acme' }, { fallback })
      expect(answer).toMatchObject({ allowed: fallback === 'allow', reason: 'unreachable', error: { code } })
      expect([errors, client.stats().check]).toEqual([[code], { asked: 1, unreachable: 1 }])
    }
  },
)

test('an answer that does not say allowed is none', async () => {
  const { client } = open({ fallback: 'allow' })
  for (const body of [{}, { allowed: 'yes' }, { allowed: 1 }, []]) {
    portal.custom.answer = () => ({ status: 200, body })
    expect(await client.check({ org: 'acme' })).toMatchObject({ reason: 'unreachable', error: { code: 'bad_answer' } })
  }
  portal.custom.answer = () => refusal(409, 'stale')
  expect(await client.check({ org: 'acme' })).toMatchObject({ reason: 'unreachable', error: { code: 'stale' } })
  portal.custom.answer = () => ({ status: 200, body: { allowed: false, reason: 'halted' } })
  expect(await client.check({ org: 'acme' })).toMatchObject({ allowed: false, reason: 'halted' })
})

test('a portal that was never there, a fetch that hears no signal and a closed client all answer the fallback', async () => {
  const deaf: typeof fetch = () => new Promise(() => undefined)
  const clients = [
    open({ url: 'http://127.0.0.1:1' }).client,
    open({ url: 'not a url' }).client,
    open({ fetch: deaf, checkTimeoutMs: 60 }).client,
    open().client,
  ]
  await clients[3]?.close()
  for (const client of clients) {
    expect(await client.check({ org: 'acme' }, { fallback: 'allow' })).toMatchObject({
      allowed: true,
      reason: 'unreachable',
    })
  }
})
