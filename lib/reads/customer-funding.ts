import { listDebits } from '@/db/queries/ledger'
import type { Ctx } from '@/lib/context'
import { picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import { orgFunding } from './org-funding'
import { orgOf } from './org-of'

const paceDays = 14
const farthestDays = 365n

/**
 * What a customer sees of its funding; null for an org that is billed by invoice, which has nothing that runs out.
 * `runsOutOn`: the day on which what is left is used up at the pace of the last two weeks; null where that is far off or unknown.
 */
export const customerFunding = async (ctx: Ctx, org: string) => {
  const { zone } = (await orgOf(ctx, org)).config
  const since = ctx.now.subtract({ hours: paceDays * 24 })
  const [funding, debits] = await Promise.all([orgFunding(ctx, org), listDebits(ctx.db, org, since)])
  if (funding.biller === 'invoice') return null
  const { biller, gate, currency } = funding
  const inUnits = biller === 'linked' && gate.units !== null
  const left = inUnits ? gate.units?.remaining : gate.remaining
  const used = debits.get(inUnits ? 'doc.units' : currency) ?? 0n
  const isCredit = biller === 'prepaid' || (biller !== 'plan_quota' && funding.grants[0]?.state === 'open')
  return { ...funding, runsOutOn: isCredit && left ? runsOutOn(ctx, zone, left, used) : null }
}

const runsOutOn = (ctx: Ctx, zone: string, left: string, used: bigint): Day | null => {
  const remaining = parseDecimal(left, picoPlaces) ?? 0n
  if (used <= 0n || remaining <= 0n || remaining * BigInt(paceDays) > used * farthestDays) return null
  const minutes = Number((remaining * BigInt(paceDays * 24 * 60)) / used)
  return dayAt(ctx.now.add({ minutes }), zone)
}
