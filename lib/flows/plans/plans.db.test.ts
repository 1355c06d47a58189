import { expect, it } from 'vitest'
import type { PlanWrite } from '@/db/commands/publish-plan'
import { at, contextOf, machine, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { amount } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'
import { orgSubscription, planVersion, planVersions } from '@/lib/reads/plans'
import { publishPlan } from './publish-plan'
import { putOnPlan } from './put-on-plan'
import { resetWeek } from './reset-week'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)

const team = (version: number, over: Partial<PlanWrite> = {}): PlanWrite => ({
  plan: 'team',
  name: 'Team',
  version,
  quota: amount('5000'),
  currency: 'CHF',
  priceMonthly: minor(4900n),
  priceAnnual: minor(49_000n),
  ratio: { base: amount('1'), perCost: amount('100'), ceiling: null },
  maxMemoryMb: 16_384,
  maxVcpus: 8,
  effectiveFrom: today,
  effectiveUntil: null,
  active: true,
  ...over,
})

it('a version is published once, the next one after it, and none of them changes', async () => {
  expect(await codeOf(publishPlan(ctx, team(2)))).toBe('stale')
  expect(await planVersions(ctx)).toEqual([])
  await publishPlan(ctx, team(1))
  const first = await planVersion(ctx, 'team', 1)
  expect(first).toMatchObject({ quota: '5000', priceMonthly: '49.00', ratios: { base: '1', perCost: '100' } })
  expect(await codeOf(publishPlan(ctx, team(1, { quota: 0n })))).toBe('exists')
  expect(await codeOf(publishPlan(ctx, team(3)))).toBe('stale')
  await publishPlan(ctx, team(2, { name: 'Team plus', quota: amount('8000') }))
  expect(await planVersion(ctx, 'team', 1)).toEqual({ ...first, name: 'Team plus' })
  expect((await planVersions(ctx)).map(({ version }) => version)).toEqual([2, 1])
  expect(await codeOf(planVersion(ctx, 'team', 9))).toBe('unknown_plan')
})

it('of ten who publish the same version at once one does, and it is in the audit chain once', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => codeOf(publishPlan(ctx, team(1, { plan: 'race' })))))
  expect(all.filter((code) => code === 'ok')).toHaveLength(1)
  expect(all.filter((code) => code === 'exists')).toHaveLength(9)
  const entries = await ownerSql`select 1 from audit_log where subject = 'race v1'`
  expect(entries).toHaveLength(1)
})

it('plans are published by administrators and keys of the whole platform alone', async () => {
  expect(await codeOf(publishPlan(contextOf(db, payer('acme')), team(3)))).toBe('not_found')
  expect(await codeOf(publishPlan(contextOf(db, machine('acme')), team(3)))).toBe('forbidden')
  await publishPlan(contextOf(db, machine()), team(3))
})

it('an org is put on a plan once, and the same call again gives it no second week', async () => {
  await makeOrg(db, 'acme')
  await setComputeMode(ctx, true)
  expect(await codeOf(orgSubscription(ctx, 'acme'))).toBe('unknown_plan')
  const order = { plan: 'team', version: 1, billed: 'monthly' } as const
  expect(await codeOf(putOnPlan(ctx, 'acme', order))).toBe('not_for_sale')
  await switchBiller(ctx, 'acme', 'plan_quota', today.add({ hours: 24 }))
  expect(await putOnPlan(ctx, 'acme', order)).toBe(true)
  expect(await putOnPlan(contextOf(db, machine(), today.add({ hours: 1 })), 'acme', order)).toBe(false)
  expect(await orgSubscription(ctx, 'acme')).toMatchObject({
    plan: 'team',
    version: 1,
    periodStartedAt: today.toString(),
  })
  expect(await putOnPlan(ctx, 'acme', { ...order, version: 2 })).toBe(true)
  expect(await orgSubscription(ctx, 'acme')).toMatchObject({ version: 2, status: 'active' })
  expect(await codeOf(putOnPlan(ctx, 'acme', { ...order, version: 7 }))).toBe('unknown_plan')
  const later = { effectiveFrom: today.add({ hours: 1 }) }
  for (const [plan, over, code] of [
    ['later', later, 'not_for_sale'],
    ['over', { effectiveFrom: at('2026-01-01T00:00:00Z'), effectiveUntil: today }, 'not_for_sale'],
    ['off', { active: false }, 'not_for_sale'],
    ['euro', { currency: 'EUR' as const }, 'currency_mixed'],
  ] as const) {
    await publishPlan(ctx, team(1, { plan, ...over }))
    expect([plan, await codeOf(putOnPlan(ctx, 'acme', { ...order, plan }))]).toEqual([plan, code])
  }
  expect(await orgSubscription(ctx, 'acme')).toMatchObject({ plan: 'team', version: 2 })
  const ahead = { ...order, periodStartedAt: at('2026-12-24T00:00:00Z') }
  expect(await codeOf(putOnPlan(ctx, 'acme', ahead))).toBe('invalid_timestamp')
})

it('the same call again is nothing, too, when the version is not sold any more or the biller has changed', async () => {
  await makeOrg(db, 'stays')
  await switchBiller(ctx, 'stays', 'plan_quota', today)
  const order = { plan: 'team', version: 2, billed: 'monthly' } as const
  expect(await putOnPlan(ctx, 'stays', order)).toBe(true)
  const before = await orgSubscription(ctx, 'stays')
  await ownerSql`update plan_versions set active = false where plan = 'team' and version = 2`
  try {
    expect(await putOnPlan(ctx, 'stays', order)).toBe(false)
    expect(await putOnPlan(ctx, 'stays', { ...order, periodStartedAt: today })).toBe(false)
    expect(await orgSubscription(ctx, 'stays')).toEqual(before)
    expect(await codeOf(putOnPlan(ctx, 'stays', { ...order, billed: 'annual' }))).toBe('not_for_sale')
  } finally {
    await ownerSql`update plan_versions set active = true where plan = 'team' and version = 2`
  }
  await switchBiller(ctx, 'stays', 'prepaid', today)
  expect(await putOnPlan(ctx, 'stays', order)).toBe(false)
})

it('a week is reset by a period that is new, and not by the same one again', async () => {
  const ctxLater = contextOf(db, machine(), today.add({ hours: 2 }))
  const period = today.add({ hours: 2 })
  expect(await resetWeek(ctxLater, 'acme', period)).toBe(true)
  expect(await resetWeek(ctxLater, 'acme', period)).toBe(false)
  expect(await resetWeek(ctxLater, 'acme', today)).toBe(false)
  expect((await orgSubscription(ctxLater, 'acme')).periodStartedAt).toBe(period.toString())
})
