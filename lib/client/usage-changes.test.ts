import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { amendRequest, takeBackRequest } from '@/lib/contracts/usage-changes'
import { type Answer, type Portal, startPortal } from './testing/fake-portal'
import { event, openClient } from './testing/open-client'
import type { UsageAmendment, UsageKey } from './types'

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.stop())

const key = 'job/7 of 100%'
const path = `/api/v1/usage/events/${encodeURIComponent(key)}`
const said = (status: string): Answer => ({ status: 200, body: { idempotencyKey: key, status } })
const isChange = (asked: { readonly path: string }): boolean => asked.path.startsWith('/api/v1/usage/events/')

test('requests have the fields of the contract', () => {
  expectTypeOf<keyof Omit<UsageKey, 'idempotencyKey'>>().toEqualTypeOf<keyof z.input<typeof takeBackRequest>>()
  expectTypeOf<Exclude<keyof UsageAmendment, 'amendmentKey'>>().toEqualTypeOf<keyof z.input<typeof amendRequest>>()
})

test('usage is taken back and amended at its key, after what is queued was sent', async () => {
  portal.custom.answer = (asked) => (isChange(asked) ? said(asked.method === 'PATCH' ? 'amended' : 'taken_back') : null)
  const { client } = openClient(portal, { flushMs: 60_000 })
  client.usage.record({ ...event, idempotencyKey: key })
  const amended = await client.usage.amend({ idempotencyKey: key, org: 'acme', quantity: 3, amendmentKey: 'fix-1' })
  const taken = await client.usage.takeBack({ idempotencyKey: key, org: 'acme', reason: 'Twice' })
  expect([amended, taken]).toMatchObject([
    { changed: true, status: 'amended' },
    { changed: true, status: 'taken_back' },
  ])
  const [told, ...changes] = portal.asked
  expect(told?.path).toBe('/api/v1/usage/events')
  expect(changes).toEqual([
    { method: 'PATCH', path, body: { org: 'acme', quantity: 3, idempotencyKey: 'fix-1' } },
    { method: 'DELETE', path, body: { org: 'acme', reason: 'Twice' } },
  ])
  expect(amendRequest.safeParse(changes[0]?.body).success).toBe(true)
  expect(takeBackRequest.safeParse(changes[1]?.body).success).toBe(true)
  await client.close()
})

test('what is not done is said, with whether asking again may help, and nothing is thrown', async () => {
  const { client } = openClient(portal)
  const answers: readonly (readonly [Answer, boolean])[] = [
    [{ status: 404, body: { detail: { error_code: 'unknown_usage', message: 'None.' } } }, false],
    [{ status: 409, body: { detail: { error_code: 'stale', message: 'Busy.' } } }, true],
    [{ status: 503, body: { detail: { error_code: 'unavailable', message: 'Away.' } } }, true],
    [{ status: 200, body: { status: 'something' } }, true],
  ]
  for (const [answer, again] of answers) {
    portal.custom.answer = () => answer
    expect(await client.usage.takeBack({ idempotencyKey: key, org: 'acme' })).toMatchObject({ changed: false, again })
  }
  await client.close()
})
