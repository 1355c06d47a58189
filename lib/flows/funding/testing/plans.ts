import type { Db } from '@/db/client'
import { at, contextOf, today } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { subscribe } from '@/lib/flows/plans/subscribe'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'

/** When the first week of quota of test orgs begins. */
export const planStartedAt = at('2026-11-16T00:00:00Z')

/** Plans named after their weekly quota, in which every use of one document unit is one compute unit. */
export const preparePlans = async (db: Db, ownerSql: Db['$client'], quotas: readonly number[]): Promise<void> => {
  await setComputeMode(contextOf(db), true)
  for (const quota of quotas) {
    const plan = `week-${quota}`
    await ownerSql`insert into plans (plan, name) values (${plan}, ${plan})`
    await ownerSql`
      insert into plan_versions (plan, version, quota, currency, price_monthly, price_annual, units_base, units_per_cost,
        max_memory_mb, max_vcpus, effective_from, published_at, published_by)
      values (${plan}, 1, ${quota}, 'CHF', 10, 100, 0, 20, 8192, 4, ${today.toString()}, ${today.toString()}, 'test')`
  }
}

/** An org on a plan of `preparePlans`, with some compute units as extras. */
export const makeSubscribed = async (db: Db, org: string, quota: number, extras: string | null): Promise<void> => {
  await makeFunded(db, org, 'plan_quota', extras)
  const order = { plan: `week-${quota}`, version: 1, billed: 'monthly', periodStartedAt: planStartedAt } as const
  await subscribe(contextOf(db), org, order)
}
