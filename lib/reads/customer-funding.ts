import { loadMeterDays } from '@/db/queries/usage-summary'
import type { Ctx } from '@/lib/context'
import { picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { dailyRate, runsOutOn } from '@/lib/core/usage/forecast'
import { type OrgFunding, orgFunding } from './org-funding'
import { orgOf } from './org-of'
import { everyDay, sinceFirstUse, spendTimes } from './spend-pace'

/**
 * What a customer sees of its funding; null for an org that is billed by invoice, which has nothing that runs out.
 * `runsOutOn`: the day on which what is left, less what is held, is used up at the pace of the last full days; null where
 * that is far off or unknown.
 */
export const customerFunding = async (ctx: Ctx, org: string) => {
  const { zone } = (await orgOf(ctx, org)).config
  const { now, loaded } = spendTimes(ctx.now, zone)
  const [funding, used] = await Promise.all([orgFunding(ctx, org), loadMeterDays(ctx.db, org, loaded)])
  if (funding.biller === 'invoice') return null
  const { biller } = funding
  const inUnits = biller === 'linked'
  const left = creditLeft(funding, inUnits ? 'doc.units' : funding.currency)
  const days = everyDay(loaded, used, ({ meter, quantity, amount }) => {
    if (!inUnits) return amount
    return meter === 'doc.units' ? quantity : 0n
  })
  const rate = dailyRate(sinceFirstUse(days), now.today)
  return { ...funding, runsOutOn: left > 0n ? runsOutOn(left, rate, now) : null }
}

export type CustomerFunding = NonNullable<Awaited<ReturnType<typeof customerFunding>>>

/** What is left of the credit that pays usage by the day; none where a plan's quota pays, which is new every week. */
const creditLeft = ({ biller, gate, grants, settings }: OrgFunding, asset: string): bigint => {
  if (biller === 'plan_quota') return 0n
  if (biller === 'prepaid') return parseDecimal(gate.remaining ?? '0', picoPlaces) ?? 0n
  if (!settings.freeCredit) return 0n
  return grants
    .filter((grant) => grant.state === 'open' && grant.origin === 'free' && grant.asset === asset)
    .reduce((total, { remaining }) => total + (parseDecimal(remaining, picoPlaces) ?? 0n), 0n)
}
