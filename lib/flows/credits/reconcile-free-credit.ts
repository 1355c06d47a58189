import { writeFreeCreditMonths } from '@/db/commands/free-credit'
import { findAccount, type LoadedAccount } from '@/db/queries/accounts'
import {
  findFreeGrants,
  isGrantedLate,
  loadFreeCreditLayers,
  loadFreeCreditUsage,
  type UnitUsage,
} from '@/db/queries/free-credit'
import { type Ctx, requirePermission } from '@/lib/context'
import { freeCreditDays, freeCreditOf } from '@/lib/core/funding/free-credit'
import {
  type CreditMonth,
  type FreeCreditAccount,
  freeCreditMonths,
  layeredMonths,
  type MonthUsage,
} from '@/lib/core/funding/months'
import { type Pico, sum } from '@/lib/core/money/amount'
import { usageHours } from '@/lib/core/usage/hours'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { currentMonth } from '@/lib/flows/funding/project'
import { untilWritten } from '@/lib/flows/funding/until-written'
import { endFreeCredit } from './end-free-credit'

export type ReconciledCredit = {
  readonly org: string
  /** The org's `credits` flag. */
  readonly credits: boolean
  readonly months: readonly CreditMonth[]
}

/** Attempts after which usage that keeps coming in may overtake the calculation; the next one has it. */
const patientAttempts = 5

/**
 * Accounts an org's free credit over its months, from scratch (K8): what it used on free credit, and what the credit
 * pays of it, the first month first. Running it twice, or twice at once, changes nothing. Where the credit is used up
 * and a card is on file, the org's `credits` flag goes off.
 */
export const reconcileFreeCredit = async (ctx: Ctx, org: string): Promise<ReconciledCredit> => {
  requirePermission(ctx, 'funds:write', org)
  const { account, months, creditsFlag } = await untilWritten(ctx.db, org, async (before) => {
    const loaded = await findAccount(ctx.db, org)
    if (!loaded) throw unknownOrg(org)
    const computed = await compute(ctx, loaded)
    const { sequence, version, account } = loaded
    const on = before < patientAttempts ? { sequence } : { version }
    const outcome = await writeFreeCreditMonths(ctx.db, org, on, computed.months, ctx.now)
    if (outcome === 'unknown_org') throw unknownOrg(org)
    return outcome === 'stale' ? 'lost' : { done: { ...computed, account } }
  })
  const ended = account.freeCredit && !creditsFlag && (await endFreeCredit(ctx, org))
  return { org, credits: account.freeCredit && !ended, months }
}

/** Everything is read after the account, so that its sequence tells whether something came in between. */
const compute = async ({ db, now }: Ctx, { account }: LoadedAccount): Promise<FreeCreditAccount> => {
  const { org, switches, zone, currency, card } = account
  const at = now.epochNanoseconds
  const grants = await findFreeGrants(db, org)
  const current = currentMonth(zone, at).month
  const givenBy = (some: typeof grants): Pico => freeCreditOf(some, currency, at).given
  if (await isGrantedLate(db, org, grants)) {
    const used = await loadFreeCreditLayers(db, org)
    const layers = [null, ...grants].map((grant, layer) => ({
      credit: givenBy(grant === null ? [] : [grant]),
      months: monthsOf(used.filter((each) => each.layer === layer)),
    }))
    return layeredMonths({ layers, current, hasCard: card })
  }
  const usage = await loadFreeCreditUsage(db, org, freeCreditDays(switches, zone))
  return freeCreditMonths({ credit: givenBy(grants), months: monthsOf(usage), current, hasCard: card })
}

const monthsOf = (usage: readonly UnitUsage[]): MonthUsage[] =>
  [...new Set(usage.map(({ month }) => month))].map((month) => {
    const used = usage.filter((each) => each.month === month)
    return { month, spend: sum(used.map(({ amount }) => amount)), usageHours: usageHours(used) }
  })
