import { type Account, concurrencyOf } from '@/lib/core/funding/account'
import { type Biller, billerAt, nextSwitch, waterfalls } from '@/lib/core/funding/biller'
import { ratioOf } from '@/lib/core/funding/charge'
import { type Debt, payDebts } from '@/lib/core/funding/debt'
import { isShort } from '@/lib/core/funding/former'
import { isLive } from '@/lib/core/funding/grant'
import { sourcesOf, spendOf, takesPostpaid } from '@/lib/core/funding/sources'
import type { ComputeRatio } from '@/lib/core/plans/compute-units'
import type { Month } from '@/lib/core/time/day'

/** Why nothing starts. */
export const haltReasons = [
  'credits_used_up',
  'free_credit_used_up',
  'quota_used_up',
  'cap_reached',
  'card_required',
  'subscription_required',
  'charge_refused',
] as const
export type HaltReason = (typeof haltReasons)[number]

export const isHaltReason = (reason: string | null): reason is HaltReason =>
  (haltReasons as readonly (string | null)[]).includes(reason)

/** What the gate answers from: nothing else is read when it is asked. */
export type Gate = {
  readonly biller: Biller
  readonly halted: boolean
  /** What it means when nothing is left; empty where that cannot be. */
  readonly reason: HaltReason | ''
  readonly currency: string
  /** Money that can still be spent; null is no limit. */
  readonly remaining: bigint | null
  readonly held: bigint
  readonly unit: string
  readonly unitsRemaining: bigint
  readonly unitsHeld: bigint
  readonly maxDiskMb: number
  readonly maxMemoryMb: number | null
  readonly maxVcpus: number | null
  readonly concurrency: number
  /** The spend cap of the month, if the biller is held to one; null is none. */
  readonly cap: bigint | null
  /** The quota of the current week in units; null if there is none. */
  readonly quota: bigint | null
  /** How a price becomes compute units. */
  readonly ratio: ComputeRatio
  /** From which it has to be projected again, in nanoseconds; null holds until something changes. */
  readonly validUntil: bigint | null
}

/** What orgs without a plan may have at most, on billers that have a ceiling (G3). */
export const defaultCeiling = { maxMemoryMb: 8192, maxVcpus: 4 }

/** A civil month and the instant at which it ends, of the moment that is looked at. */
export type CurrentMonth = { readonly month: Month; readonly endsAt: bigint }

/** What is held of a source. */
const heldOf = (account: Account, source: string, month: Month): bigint => {
  if (source.startsWith('postpaid:')) return spendOf(account, month).held
  if (source.startsWith('week:')) return account.week?.held ?? 0n
  return account.grants.find((grant) => grant.id === source)?.held ?? 0n
}

const reasonOf = (account: Account, biller: Biller): HaltReason | '' => {
  const { gated, capped } = waterfalls[biller]
  if (!gated) return ''
  if (biller === 'prepaid') return 'credits_used_up'
  if (biller === 'plan_quota') return 'quota_used_up'
  if (capped && account.cap === 0n) return 'cap_reached'
  if (takesPostpaid(account, biller)) return account.cap === null ? '' : 'cap_reached'
  if (biller === 'linked') return 'subscription_required'
  // Credit that is switched off is not used up: a card is what is missing.
  return account.hadFreeCredit && account.freeCredit ? 'free_credit_used_up' : 'card_required'
}

/** The first of some instants; null stands for never. */
export const soonest = (instants: readonly (bigint | null)[]): bigint | null =>
  instants.reduce((first, each) => (each !== null && (first === null || each < first) ? each : first), null)

/** The instant from which the same account would be seen otherwise. */
const validUntil = (account: Account, biller: Biller, now: bigint, { endsAt }: CurrentMonth): bigint | null =>
  soonest([
    nextSwitch(account.switches, now),
    // Caps, and what is held on the bill, are those of the month.
    waterfalls[biller].sources.includes('postpaid') && takesPostpaid(account, biller) ? endsAt : null,
    ...[account.week?.startsAt, account.week?.endsAt].map((at) => (at !== undefined && now < at ? at : null)),
    ...account.grants.filter((grant) => isLive(grant, now)).map(({ expiresAt }) => expiresAt),
  ])

/** The quota that counts now, if the biller draws from one. */
const quotaOf = ({ week }: Account, biller: Biller, now: bigint): bigint | null => {
  const counts = week !== null && now >= week.startsAt && now < week.endsAt
  return counts && waterfalls[biller].sources.includes('plan_quota') ? week.quota : null
}

type Funds = Pick<Gate, 'remaining' | 'held' | 'unitsRemaining' | 'unitsHeld'>

const fundsOf = (account: Account, biller: Biller, now: bigint, month: Month): Funds => {
  let remaining: bigint | null = 0n
  let [held, unitsRemaining, unitsHeld] = [0n, 0n, 0n]
  for (const { id, measure, available } of sourcesOf(account, biller, month, now)) {
    const kept = heldOf(account, id, month)
    if (measure === 'units') {
      unitsRemaining += available ?? 0n
      unitsHeld += kept
    } else {
      remaining = remaining === null || available === null ? null : remaining + available
      held += kept
    }
  }
  return { remaining, held, unitsRemaining, unitsHeld }
}

/** True where nothing can pay for more, and nothing is kept for work under way. */
export const isExhausted = ({ remaining, held, unitsRemaining, unitsHeld }: Funds): boolean =>
  remaining !== null && remaining <= 0n && held <= 0n && unitsRemaining <= 0n && unitsHeld <= 0n

/** Why a gate is halted; empty where it is not. With something left, it is because that did not cover some usage. */
export const haltReasonOf = (gate: Funds & Pick<Gate, 'halted' | 'reason'>): HaltReason | '' => {
  if (!gate.halted) return ''
  return isExhausted(gate) ? gate.reason : 'charge_refused'
}

/** Projects the gate's row from an account of which all debts were paid as far as it reaches (G4, G5). */
export const projectGate = (account: Account, now: bigint, current: CurrentMonth): Gate => {
  const biller = billerAt(account.switches, now)
  const { gated, ceiling, unit } = waterfalls[biller]
  const funds = fundsOf(account, biller, now, current.month)
  const exhausted = gated && isExhausted(funds)
  const short = gated && isShort(account, now)
  return {
    biller,
    halted: exhausted || short,
    reason: reasonOf(account, biller),
    currency: account.currency,
    ...funds,
    unit,
    maxDiskMb: account.limits.maxDiskMb,
    maxMemoryMb: ceiling ? (account.plan?.maxMemoryMb ?? defaultCeiling.maxMemoryMb) : null,
    maxVcpus: ceiling ? (account.plan?.maxVcpus ?? defaultCeiling.maxVcpus) : null,
    concurrency: concurrencyOf(account.limits),
    cap: waterfalls[biller].capped ? account.cap : null,
    quota: quotaOf(account, biller, now),
    ratio: ratioOf(account),
    validUntil: validUntil(account, biller, now, current),
  }
}

/**
 * The rule that every gate follows: what is owed falls over what there is now, the oldest first and in parts; nothing starts
 * while something of it is left, or while nothing is left to draw from (G10, K9). A gate in force says the same.
 * @param debts usage that waits to be paid, in the order in which it came in.
 */
export const gateAt = (account: Account, debts: readonly Debt[], now: bigint, current: CurrentMonth): Gate =>
  projectGate(payDebts(account, debts, now, current.month).after, now, current)

/** How moves change what the gate counts. */
export type GateMove = {
  readonly remaining: bigint
  readonly held: bigint
  readonly unitsRemaining: bigint
  readonly unitsHeld: bigint
}

/**
 * What changed of the funds that the gate counts, from an account to the same account after moves: only sources that its
 * biller and month draw from now, and what a cap below the spending blocks stays blocked. Money without a limit stays so.
 */
export const moveGate = (account: Account, moved: Account, now: bigint, month: Month): GateMove => {
  const biller = billerAt(account.switches, now)
  const before = fundsOf(account, biller, now, month)
  const after = fundsOf(moved, biller, now, month)
  return {
    remaining: (after.remaining ?? 0n) - (before.remaining ?? 0n),
    held: after.held - before.held,
    unitsRemaining: after.unitsRemaining - before.unitsRemaining,
    unitsHeld: after.unitsHeld - before.unitsHeld,
  }
}
