import { Temporal } from 'temporal-polyfill'
import type { Account, QuotaWeek } from '@/lib/core/funding/account'
import { billerAt } from '@/lib/core/funding/biller'
import type { Debt } from '@/lib/core/funding/debt'
import { decideStart } from '@/lib/core/gate/decide'
import { type Gate, gateAt, projectGate } from '@/lib/core/gate/project'
import type { Waiting } from '@/lib/core/gate/refusal-words'
import { quotaPeriodAt } from '@/lib/core/plans/quota-week'
import { monthReader } from '@/lib/core/time/billing-day'
import type { Month } from '@/lib/core/time/day'

/** The week of quota that `now` lies in, with its ISO key; the one before counts no more where it is over. */
export type WeekNow = QuotaWeek & { readonly key: string }

export type FundingNow = {
  readonly gate: Gate
  /** Why nothing may start, as the gate says it; null where something may. */
  readonly refusal: { readonly reason: string; readonly sentence: string } | null
  readonly month: Month
  readonly week: WeekNow | null
}

/**
 * What an account comes to at an instant: the gate as it answers, without writing anything.
 * @param debts what waits to be paid: what time brought since pays it first.
 * @param least what the smallest use costs, where free credit alone pays.
 */
export const fundingNow = (
  account: Account,
  now: Temporal.Instant,
  debts: readonly Debt[] = [],
  least: bigint | null = null,
): FundingNow => {
  const at = now.epochNanoseconds
  const current = monthReader(account.zone)(at)
  const week = weekNow(account, now)
  const gate = account.short
    ? gateAt({ ...account, week }, debts, at, current)
    : projectGate({ ...account, week }, at, current)
  const waiting = account.short ? waitingOf(debts) : null
  const nothing = { charge: null, concurrent: null, least, waiting, resource: { diskMb: 0, memoryMb: 0, vcpus: 0 } }
  const refused = decideStart(gate, nothing)
  return {
    gate,
    refusal: refused && { reason: String(refused.facts.reason ?? refused.refused), sentence: refused.sentence },
    month: current.month,
    week,
  }
}

const waitingOf = (debts: readonly Debt[]): Waiting => ({
  amount: debts.reduce((total, { left }) => total + left.amount, 0n),
  units: debts.reduce((total, { left }) => total + left.units, 0n),
  more: false,
})

const weekNow = ({ switches, plan, week, zone }: Account, now: Temporal.Instant): WeekNow | null => {
  const at = now.epochNanoseconds
  if (plan === null) return null
  const isDue = week === null || at >= week.endsAt
  if (isDue && billerAt(switches, at) !== 'plan_quota') return null
  const startedAt = Temporal.Instant.fromEpochNanoseconds(plan.periodStartedAt)
  const within = isDue ? now : Temporal.Instant.fromEpochNanoseconds(week.startsAt)
  const { key, start, end } = quotaPeriodAt({ startedAt, zone }, within)
  const fresh = { id: '', startsAt: start.epochNanoseconds, endsAt: end.epochNanoseconds, used: 0n, held: 0n }
  return { ...(isDue ? { ...fresh, quota: plan.quota } : week), key }
}
