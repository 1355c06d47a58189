import { expect, it } from 'vitest'
import { at, contextOf, machine, makeOrg, makeUsage, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, booksOf } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
import { orgFunding } from '@/lib/reads/org-funding'
import { type BillerOrder, startOnBiller } from './start-on-biller'

const { db } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const put = (org: string, biller: BillerOrder['biller'], over: Partial<BillerOrder> = {}) =>
  startOnBiller(ctx, org, { biller, effectiveAt: today, ...over })

it.each([
  ['prepaid', 'CHF', '5'],
  ['free_credit', 'CHF', '100'],
  ['linked', 'doc.units', '1000'],
] as const)('an org that comes onto %s for the first time is welcomed, in %s with %s', async (biller, asset, much) => {
  const org = `welcome-${biller.replace('_', '-')}`
  await makeOrg(db, org)
  expect(await put(org, biller)).toMatchObject({ switched: true, welcome: { asset, amount: amount(much) } })
  expect(await put(org, biller)).toMatchObject({ switched: false, welcome: null })
  await put(org, 'invoice')
  expect(await put(org, biller, { welcomeCredit: pico(amount('7')) })).toMatchObject({ switched: true, welcome: null })
  expect(await booksOf(db, org)).toMatchObject({ granted: amount(much), ledger: amount(much) })
})

it('the welcome is what the order says, and none where it says zero', async () => {
  await makeOrg(db, 'generous')
  await makeOrg(db, 'stingy')
  const welcome = (much: string) => ({ welcomeCredit: pico(amount(much)) })
  expect((await put('generous', 'free_credit', welcome('250'))).welcome?.amount).toBe(amount('250'))
  expect((await put('stingy', 'free_credit', welcome('0'))).welcome).toBeNull()
  expect(await codeOf(put('stingy', 'invoice', welcome('1')))).toBe('invalid_request')
})

it('ten orders at once switch to one biller and welcome once', async () => {
  await makeOrg(db, 'eager')
  const all = await Promise.all(Array.from({ length: 10 }, () => put('eager', 'prepaid')))
  expect(all.filter(({ welcome }) => welcome !== null)).toHaveLength(1)
  expect(await booksOf(db, 'eager')).toMatchObject({ granted: amount('5') })
  expect((await orgFunding(ctx, 'eager')).biller).toBe('prepaid')
})

it('a refused switch gives no credit, and one to come is not in force yet', async () => {
  await makeOrg(db, 'used')
  await makeUsage(db, 'used', { at: '2026-11-20T10:00:00Z' })
  const early = { effectiveAt: at('2026-11-01T00:00:00Z') }
  expect(await codeOf(put('used', 'prepaid', early))).toBe('biller_fixed')
  expect(await codeOf(put('used', 'plan_quota'))).toBe('mode_off')
  expect(await booksOf(db, 'used')).toMatchObject({ granted: 0n })
  const december = at('2026-12-01T00:00:00Z')
  expect(await put('used', 'prepaid', { effectiveAt: december })).toMatchObject({ switched: true })
  expect(await orgFunding(ctx, 'used')).toMatchObject({
    biller: 'invoice',
    since: null,
    comingSwitches: [{ biller: 'prepaid', effectiveAt: december.toString() }],
  })
})

it('only who may write funds of the org can put it on a biller, and an unknown org is said to be', async () => {
  const order = { biller: 'prepaid', effectiveAt: today } as const
  expect(await codeOf(startOnBiller(contextOf(db, machine('other')), 'used', order))).toBe('not_found')
  expect(await codeOf(put('nobody', 'prepaid'))).toBe('unknown_org')
})
