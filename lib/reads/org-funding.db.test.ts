import { expect, it } from 'vitest'
import { findGate } from '@/db/queries/gates'
import { at, contextOf, machine, makeOrg, makeUsage, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { amount, giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
import { saveFunding } from '@/lib/flows/funding/save-funding'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { takeBackCredit } from '@/lib/flows/funding/take-back-credit'
import { publishPlan } from '@/lib/flows/plans/publish-plan'
import { putOnPlan } from '@/lib/flows/plans/put-on-plan'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { orgFunding } from './org-funding'
import { orgLedger } from './org-ledger'

const { db } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)

const use = async (org: string, quantity: string, now = today): Promise<string | undefined> => {
  const used = usageEvent(org, { quantity, at: now.toString() })
  return (await recordUsageBatch(contextOf(db, machine(), now), [used])).results[0]?.outcome
}

it('grants come in the order they are drawn, with parts that add up, and then those that are done', async () => {
  await makeFunded(db, 'order', 'prepaid')
  const last = await giveCredit(ctx, 'order', '10', { priority: 5 })
  const first = await giveCredit(ctx, 'order', '6', { expiresAt: today.add({ hours: 24 }), origin: 'admin' })
  const second = await giveCredit(ctx, 'order', '4', { origin: 'topup' })
  expect(await use('order', '140')).toBe('accepted')
  await takeBackCredit(ctx, 'order', {
    grant: last,
    amount: pico(amount('2')),
    kind: 'refund',
    reference: 'r',
    note: '',
  })
  const { grants, gate } = await orgFunding(ctx, 'order')
  expect(grants.map(({ grant, state }) => [grant, state])).toEqual([
    [second, 'open'],
    [last, 'open'],
    [first, 'used_up'],
  ])
  expect(grants[0]).toMatchObject({ granted: '4.00', used: '1.00', remaining: '3.00', held: '0.00' })
  expect(grants[1]).toMatchObject({ granted: '10.00', refunded: '2.00', remaining: '8.00' })
  expect(gate).toMatchObject({ allowed: true, reason: null, remaining: '11.00', units: null })
})

it('what it says of the gate is what the gate answers, before and after the last cent', async () => {
  await makeFunded(db, 'gate', 'prepaid', '5')
  await use('gate', '100')
  const { gate } = await orgFunding(ctx, 'gate')
  expect(gate).toMatchObject({ allowed: false, halted: true, reason: 'credits_used_up', remaining: '0.00' })
  expect(gate.message).toContain('Top up')
  const found = await findGate(db, 'gate', today)
  expect(found).toMatchObject({ state: 'current', gate: { halted: true, remaining: 0n } })
})

it('the cap, the month and the coming biller are told', async () => {
  await makeFunded(db, 'capped', 'linked', '10')
  await saveFunding(ctx, 'capped', { subscribed: true, spendCap: pico(amount('7.5')) })
  await use('capped', '110')
  const later = at('2027-01-01T00:00:00Z')
  await switchBiller(ctx, 'capped', 'prepaid', later)
  await switchBiller(ctx, 'capped', 'invoice', later)
  const funding = await orgFunding(ctx, 'capped')
  expect(funding).toMatchObject({
    biller: 'linked',
    comingSwitches: [{ biller: 'invoice', effectiveAt: later.toString() }],
    spend: { month: '2026-11', cap: '7.50', spent: '5.00', held: '0.00' },
    gate: { remaining: '2.50', units: { unit: 'doc.units', remaining: '0' } },
    settings: { spendCap: '7.50', subscribed: true, tier: 'base', concurrency: 5 },
  })
})

it('a week of quota that is over is told as the new one, before anybody turned it', async () => {
  await makeOrg(db, 'weekly')
  await setComputeMode(ctx, true)
  await switchBiller(ctx, 'weekly', 'plan_quota', at('2026-11-01T00:00:00Z'))
  const terms = { currency: 'CHF', maxMemoryMb: 8192, maxVcpus: 4, effectiveUntil: null, active: true }
  const ratio = { base: 0n, perCost: amount('10'), ceiling: null }
  const price = { priceMonthly: 0n as never, priceAnnual: 0n as never }
  const plan = { plan: 'week', name: 'Week', version: 1, quota: amount('200'), effectiveFrom: today }
  await publishPlan(ctx, { ...plan, ...terms, ...price, ratio })
  await putOnPlan(ctx, 'weekly', { plan: 'week', version: 1, billed: 'monthly' })
  expect(await use('weekly', '340')).toBe('accepted')
  expect((await orgFunding(ctx, 'weekly')).week).toMatchObject({
    week: '2026-W47',
    quota: '200',
    used: '170',
    percent: 85,
  })
  const next = await orgFunding(contextOf(db, machine(), today.add({ hours: 24 * 8 })), 'weekly')
  expect(next.week).toMatchObject({ week: '2026-W48', used: '0', percent: 0 })
  expect(next.gate.units).toMatchObject({ remaining: '200' })
})

it('the pages of the ledger hold every entry once, newest first', async () => {
  await makeFunded(db, 'pages', 'prepaid')
  for (let count = 0; count < 7; count += 1) await giveCredit(ctx, 'pages', '3')
  expect(await use('pages', '300')).toBe('accepted')
  const all = (await orgLedger(ctx, 'pages', { limit: 500 })).entries
  expect(all).toHaveLength(12)
  const paged: typeof all = []
  let before: string | undefined
  do {
    const page = await orgLedger(ctx, 'pages', { before, limit: 3 })
    paged.push(...page.entries)
    before = page.next ?? undefined
  } while (before)
  expect(paged).toEqual(all)
  expect(all[0]).toMatchObject({ kind: 'debit', asset: 'CHF', amount: '-3.00' })
  expect(await orgLedger(ctx, 'pages', { before: '1', limit: 3 })).toEqual({ org: 'pages', entries: [], next: null })
})

it('who may not see an org sees none of it', async () => {
  await makeOrg(db, 'back')
  await makeUsage(db, 'back', { at: '2026-11-21T09:00:00Z', quantity: '1' })
  const other = contextOf(db, machine('order'))
  expect(await codeOf(orgFunding(other, 'back'))).toBe('not_found')
  expect(await codeOf(orgLedger(other, 'back', { limit: 1 }))).toBe('not_found')
  expect(await codeOf(orgFunding(ctx, 'nobody'))).toBe('unknown_org')
  expect(await codeOf(orgLedger(ctx, 'nobody', { limit: 1 }))).toBe('unknown_org')
})
