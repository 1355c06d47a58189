import type { Temporal } from 'temporal-polyfill'
import { findCardFile } from '@/db/queries/cards'
import { findRecharge, type RechargeRow, sumRecharges } from '@/db/queries/recharge'
import type { Ctx } from '@/lib/context'
import { cannotUse, toPico } from '@/lib/core/funding/order'
import { decideRecharge, type RechargeState } from '@/lib/core/funding/recharge'
import { pico } from '@/lib/core/money/amount'
import { dayAt, dayStart } from '@/lib/core/time/billing-day'
import { monthOf } from '@/lib/core/time/day'
import { readGate } from '@/lib/flows/gate/read-gate'

export type LoadedRecharge = {
  readonly settings: RechargeRow
  readonly state: RechargeState
  /** When the month of the cap began. */
  readonly since: Temporal.Instant
  readonly decision: ReturnType<typeof decideRecharge>
}

/** When the month began that a cap counts in: the civil month of the org's zone. */
export const capMonthStart = (now: Temporal.Instant, zone: string): Temporal.Instant =>
  dayStart(`${monthOf(dayAt(now, zone))}-01`, zone)

/** How the recharge of an org stands, and whether one is due; null where it was never set up. */
export const loadRecharge = async (ctx: Ctx, org: string): Promise<LoadedRecharge | null> => {
  const settings = await findRecharge(ctx.db, org)
  if (!settings) return null
  const gate = await readGate(ctx, org)
  const since = capMonthStart(ctx.now, gate.zone)
  const [file, { charged, inFlight }] = await Promise.all([findCardFile(ctx.db, org), sumRecharges(ctx.db, org, since)])
  const state: RechargeState = {
    enabled: settings.enabled,
    usable: cannotUse(gate) === null && gate.currency === settings.currency,
    threshold: toPico(settings.threshold),
    amount: toPico(settings.amount),
    monthlyCap: settings.monthlyCap === null ? null : toPico(settings.monthlyCap),
    available: pico(gate.remaining ?? 0n),
    chargedThisMonth: toPico(charged),
    inFlight,
    card: (file?.defaultMethod ?? '') !== '',
    lastFailure: settings.lastFailure || null,
  }
  return { settings, state, since, decision: decideRecharge(state) }
}
