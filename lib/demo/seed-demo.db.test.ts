import { expect, it } from 'vitest'
import { at, contextOf } from '@/db/testing/fixtures'
import { booksOf } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { orgFunding } from '@/lib/reads/org-funding'
import { fundedOrgs } from './funded-orgs'
import { seedDemo } from './seed-demo'

it.each(['2026-11-21T12:34:56.789Z', '2027-03-31T23:59:59Z'])(
  'a demo that is set up at %s has an org on every biller with books that agree, and set up again changes nothing',
  async (moment) => {
    const { db, ownerSql } = await testDatabase()
    const now = at(moment)
    const ctx = contextOf(db, undefined, now)
    const funding = async () =>
      new Map(await Promise.all(fundedOrgs.map(async ({ org }) => [org, await orgFunding(ctx, org)] as const)))
    const counted = () => ownerSql`
      select (select count(*) from ledger_entries) as entries, (select count(*) from usage_events) as events,
             (select count(*) from tenant_skill_events) as tenants, (select count(*) from invoices) as invoices`
    expect(await seedDemo(db, now)).toBe(true)
    const shown = await funding()
    for (const org of shown.keys()) {
      const { remaining = -1n, held = -1n, ledger } = await booksOf(db, org)
      expect([org, remaining + held]).toEqual([org, ledger])
    }
    expect(shown.get('boxwood')).toMatchObject({ biller: 'prepaid', gate: { allowed: true, remaining: '4.170992' } })
    expect(shown.get('boxwood')?.grants).toContainEqual(expect.objectContaining({ state: 'expired', used: '4.779096' }))
    expect(shown.get('glacier-ml')).toMatchObject({ biller: 'free_credit', settings: { card: false } })
    expect(shown.get('glacier-ml')?.gate.remaining).toBe('3.904')
    expect(shown.get('tarn-robotics')).toMatchObject({ settings: { card: true, spendCap: '150.00' } })
    expect(shown.get('atelier-nord')).toMatchObject({ biller: 'plan_quota', week: { percent: 85, version: 2 } })
    expect(shown.get('papiermuehle')).toMatchObject({ biller: 'linked', gate: { units: { remaining: '0' } } })
    expect(shown.get('nachtzug')).toMatchObject({ gate: { halted: true, reason: 'credits_used_up' } })

    const before = await counted()
    expect(await seedDemo(db, now.add({ hours: 30 }))).toBe(false)
    await ownerSql`update audit_log set action = 'demo.cut' where action = 'demo.ready'`
    expect(await seedDemo(db, now.add({ hours: 2 }))).toBe(true)
    expect(await counted()).toEqual(before)
    expect(await funding()).toEqual(shown)
  },
)
