import { beforeAll, expect, it } from 'vitest'
import { findGate } from '@/db/queries/gates'
import { at, contextOf, machine, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { charge, machineAt } from '@/lib/flows/funding/testing/charging'
import { disagreements, wrongGates } from '@/lib/flows/funding/testing/disagreements'
import { makeSubscribed, planStartedAt, preparePlans } from '@/lib/flows/funding/testing/plans'
import { readGate } from '@/lib/flows/gate/read-gate'
import { keepFunds } from '@/lib/jobs/testing/run-at'
import { platformSwitches } from '@/lib/reads/platform-switches'
import { setComputeMode } from './set-compute-mode'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const use = (org: string, key: string, quantity: string, now = today) =>
  charge(machineAt(db, now), org, { key, quantity, at: now.toString() })

beforeAll(async () => {
  await preparePlatform(db)
  await preparePlans(db, ownerSql, [100])
})

it('switched off charges nobody another way, opens no halted organization, and puts nobody on a quota', async () => {
  await makeSubscribed(db, 'spent', 100, null)
  await makeSubscribed(db, 'left', 100, null)
  expect(await use('spent', 'all', '100')).toBe('accepted')
  const before = await findGate(db, 'spent', today)
  expect(before).toMatchObject({ gate: { biller: 'plan_quota', halted: true } })
  await setComputeMode(ctx, false)
  try {
    expect(await findGate(db, 'spent', today)).toEqual(before)
    expect((await readGate(ctx, 'spent')).halted).toBe(true)
    // Usage of the time of the quota is paid by it, or waits: it goes onto no bill.
    expect(await use('left', 'late', '60')).toBe('accepted')
    expect(await use('left', 'more', '60')).toBe('payment_required')
    const rows = await ownerSql`select biller, postpaid::text from usage_events where org_id in ('left', 'spent')`
    expect(rows.map(({ biller, postpaid }) => `${biller} ${Number(postpaid)}`)).toEqual([
      'plan_quota 0',
      'plan_quota 0',
    ])
    expect(await codeOf(switchBiller(ctx, 'left', 'plan_quota', today.add({ hours: 1 })))).toBe('mode_off')
    // Who is on it goes on with it: the week turns, and what waited is paid by the next one.
    const next = planStartedAt.add({ hours: 7 * 24 + 1 })
    await keepFunds(contextOf(db, { kind: 'system', name: 'jobs' }, next))
    expect(await findGate(db, 'spent', next)).toMatchObject({
      gate: { halted: false, unitsRemaining: 100n * 10n ** 12n },
    })
    expect(await findGate(db, 'left', next)).toMatchObject({
      gate: { halted: false, unitsRemaining: 80n * 10n ** 12n },
    })
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, ['spent', 'left'], next)).toEqual([])
  } finally {
    await setComputeMode(ctx, true)
  }
})

it('is switched and read by administrators and keys of the whole platform that move funds, and audited once', async () => {
  for (const [actor, code] of [
    [payer('spent'), 'not_found'],
    [machine('spent'), 'forbidden'],
  ] as const) {
    expect(await codeOf(setComputeMode(contextOf(db, actor), false))).toBe(code)
    expect(await codeOf(platformSwitches(contextOf(db, actor)))).toBe(code)
  }
  const audited = async () => (await ownerSql`select 1 from audit_log where action = 'platform.compute_mode'`).length
  const before = await audited()
  const key = contextOf(db, machine(), at('2026-11-22T10:00:00Z'))
  await setComputeMode(key, false)
  await setComputeMode(key, false)
  expect(await platformSwitches(key)).toEqual({ computeMode: false })
  await setComputeMode(key, true)
  expect(await audited()).toBe(before + 2)
  expect(await platformSwitches(key)).toEqual({ computeMode: true })
})
