import { describe, expect, it } from 'vitest'
import { describeApi } from '@/app/api/openapi.json/describe-api'
import { clockOfToday, contextOf, preparePlatform, usageEvent } from '@/db/testing/fixtures'
import { cardOnFile, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { apiValidator } from '@/e2e/api-validator'
import { clock } from '@/lib/compose'
import { refTo } from '@/lib/contracts/api/schemas'
import { checkAnswer, checkRefusal } from '@/lib/contracts/check'
import { recordPaymentMethod } from '@/lib/flows/funding/record-payment-method'
import { writeFundingSettings } from '@/lib/flows/funding/save-funding'
import { releaseReservation } from '@/lib/flows/gate/release-reservation'
import { createApiKey } from '@/lib/flows/settings/api-keys'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'

const { url, db } = await testDatabase()
process.env.DATABASE_URL = url
Object.assign(globalThis, {
  [Symbol.for('kontor.databases')]: { machines: db, people: db },
  [Symbol.for('kontor.wired')]: { settings: { ...clockOfToday, url: 'http://127.0.0.1' } },
})
const { POST } = await import('./route')
await preparePlatform(db)
const ctx = contextOf(db)
await setComputeMode(ctx, true)
const { secret } = await createApiKey(ctx, { name: 'gate', scopes: ['gate:check'], org: null })
const validates = apiValidator(describeApi('https://billing.example'))

/** One of `doc.units` costs 0.05. */
const ask = async (body: object) => {
  const response = await POST(
    new Request('http://127.0.0.1/api/v1/check', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
    }),
  )
  const said = await response.json()
  const shape = said.allowed ? checkAnswer : checkRefusal
  // Every answer about an org has the same fields, and those of the description.
  expect(shape.strict().safeParse(said).error?.issues).toBeUndefined()
  expect(validates(refTo(said.allowed ? 'CheckAnswer' : 'CheckRefusal'), said)).toEqual([])
  return { status: response.status, ...said }
}
const use = (quantity: number) => ({ meter: 'doc.units', quantity })
const bySystem = contextOf(db, { kind: 'system', name: 'meter' }, clock())
const used = (org: string, quantity: string) =>
  recordUsageBatch(bySystem, [usageEvent(org, { quantity, at: clock().toString() })])

describe('a start that nobody pays for', () => {
  it.each<readonly [string, () => Promise<unknown>, string, RegExp]>([
    ['empty', () => makeFunded(db, 'empty', 'prepaid'), 'credits_used_up', /^The credit is used up\. Top up/],
    [
      'held',
      async () => {
        await makeFunded(db, 'held', 'prepaid', '5')
        await ask({ org: 'held', ...use(100), reserve: true, idempotencyKey: 'all' })
      },
      'credits_used_up',
      /^All that is left, CHF 5\.00, is held by reservations/,
    ],
    ['planless', () => makeFunded(db, 'planless', 'plan_quota'), 'quota_used_up', /^There is no plan/],
    [
      'blocked',
      async () => {
        await makeFunded(db, 'blocked', 'linked')
        await writeFundingSettings(ctx, 'blocked', { subscribed: true, spendCap: 0n as never })
      },
      'cap_reached',
      /^The spend cap is zero/,
    ],
    [
      'capped',
      async () => {
        await makeFunded(db, 'capped', 'free_credit')
        await recordPaymentMethod(ctx, 'capped', cardOnFile())
        await writeFundingSettings(ctx, 'capped', { spendCap: (5n * 10n ** 12n) as never })
        await used('capped', '100')
      },
      'cap_reached',
      /^This month's spend cap of CHF 5\.00 is reached/,
    ],
    [
      'owing',
      async () => {
        await makeFunded(db, 'owing', 'prepaid', '2')
        await used('owing', '100')
      },
      'credits_used_up',
      /^The credit is used up, and usage worth CHF 3\.00 waits to be paid\./,
    ],
    ['cardless', () => makeFunded(db, 'cardless', 'free_credit'), 'card_required', /no free credit and no card/],
    [
      'freed',
      async () => {
        await makeFunded(db, 'freed', 'free_credit', '5')
        await used('freed', '100')
      },
      'free_credit_used_up',
      /^The free credit is used up\. Add a card/,
    ],
    ['unlinked', () => makeFunded(db, 'unlinked', 'linked'), 'subscription_required', /^The free units are used up/],
  ])('of %s is told why, with what is left', async (org, prepare, reason, sentence) => {
    await prepare()
    const said = await ask({ org })
    expect(said).toMatchObject({ status: 402, allowed: false, reason, remaining: '0.00', limits: { concurrency: 5 } })
    expect(said.detail).toMatchObject({ error_code: 'payment_required', reason })
    expect(said.detail.message).toMatch(sentence)
  })

  it('is told what it costs, what is there and what is missing, with or without a reservation', async () => {
    await makeFunded(db, 'short', 'prepaid', '4.25')
    const figures = { price: '12.00', available: '4.25', missing: '7.75', measure: 'CHF' }
    for (const more of [{}, { reserve: true, idempotencyKey: 'k' }]) {
      const said = await ask({ org: 'short', ...use(240), ...more })
      expect(said).toMatchObject({
        status: 402,
        reason: 'insufficient_funds',
        currency: 'CHF',
        remaining: '4.25',
        ...figures,
      })
      expect(said.detail).toMatchObject({ ...figures, currency: 'CHF' })
      expect(said.detail.message).toBe(
        'This costs CHF 12.00, and CHF 4.25 is left: CHF 7.75 is missing. Add funds to go on.',
      )
    }
    expect(await ask({ org: 'short', ...use(85) })).toMatchObject({ status: 200, allowed: true, price: null })
  })

  it('of a weekly quota counts units', async () => {
    await makeFunded(db, 'units', 'plan_quota', '3')
    expect(await ask({ org: 'units', ...use(100) })).toMatchObject({
      status: 402,
      units: { unit: 'compute.units', remaining: '3', held: '0' },
      ...{ price: '5', available: '3', missing: '2', measure: 'compute.units' },
    })
  })
})

describe('every other no says what is left too', () => {
  it('too much at once, and too large', async () => {
    await makeFunded(db, 'big', 'prepaid', '5')
    const many = await ask({ org: 'big', concurrent: 7 })
    expect(many).toMatchObject({ status: 429, remaining: '5.00', concurrent: { running: 7, remaining: 0 } })
    expect(many.detail.message).toBe('At most 5 may run at once; 7 run already.')
    expect(await ask({ org: 'big', concurrent: 3 })).toMatchObject({ concurrent: { running: 3, remaining: 2 } })
    const large = await ask({ org: 'big', resource: { diskMb: 20_481 } })
    expect(large).toMatchObject({
      status: 403,
      reason: 'max_disk_mb',
      remaining: '5.00',
      limits: { maxDiskMb: 20_480 },
    })
  })

  it('a meter that nobody knows, a key that reserved something else, and one whose reservation is closed', async () => {
    await makeFunded(db, 'asked', 'prepaid', '5')
    const unknown = await ask({ org: 'asked', meter: 'no.such', quantity: 1 })
    expect(unknown).toMatchObject({ status: 404, allowed: false, reason: 'unknown_meter', remaining: '5.00' })
    const key = { reserve: true, idempotencyKey: 'once' }
    expect(await ask({ org: 'asked', ...use(20), ...key })).toMatchObject({
      status: 200,
      held: '1.00',
      remaining: '4.00',
    })
    expect(await ask({ org: 'asked', ...use(21), ...key })).toMatchObject({
      status: 422,
      reason: 'idempotency_mismatch',
      remaining: '4.00',
    })
    expect(await ask({ org: 'asked', ...use(21), ...key, operation: {} })).toMatchObject({
      status: 422,
      remaining: '4.00',
    })
    await releaseReservation(bySystem, 'asked', 'once')
    expect(await ask({ org: 'asked', ...use(20), ...key })).toMatchObject({
      status: 409,
      reason: 'reservation_closed',
      remaining: '5.00',
      detail: { error_code: 'reservation_closed' },
    })
  })
})
