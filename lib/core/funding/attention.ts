import type { Standing } from '@/lib/core/dunning/standing'
import type { Stop } from '@/lib/core/gate/stop'
import { countDays, type Day } from '@/lib/core/time/day'

/** What a customer should look after, the most urgent first. */
export const attentionKinds = [
  'halted',
  'free_credit_used_up',
  'past_due',
  'overdue',
  'charge_failed',
  'no_card',
  'card_expired',
  'card_expiring',
  'recharge_off',
  'runs_out',
  'credit_expiring',
] as const
export type AttentionKind = (typeof attentionKinds)[number]

/** How an org stands; what does not concern it is null, zero or false. */
export type AttentionFacts = {
  readonly today: Day
  readonly stop: Stop | null
  readonly standing: Standing
  readonly overdueInvoices: number
  /** Invoices that are open because the saved card was not charged. */
  readonly failedCharges: number
  /** Something is to be charged to a card. */
  readonly needsCard: boolean
  readonly card: 'none' | 'valid' | 'expiring' | 'expired'
  /** Auto-recharge was switched off by a decline, a dispute or a refund. */
  readonly rechargeOff: boolean
  /** The day on which credit is used up at the present pace. */
  readonly runsOutOn: Day | null
  /** The day on which the next credit expires. */
  readonly expiresOn: Day | null
}

/** Credit that is used up, or that expires, within so many days is worth a word. */
export const soonDays = { runsOut: 7, expires: 14 } as const

const within = (day: Day | null, today: Day, days: number): boolean =>
  day !== null && countDays({ start: today, end: day }) <= days

/** What of it needs somebody, the most urgent first; nothing where all is well. */
export const attentionOf = (facts: AttentionFacts): AttentionKind[] => {
  const { today, stop, card } = facts
  const isFree = stop?.reason === 'free_credit_used_up'
  const needs: Readonly<Record<AttentionKind, boolean>> = {
    halted: stop !== null && !isFree,
    free_credit_used_up: isFree,
    past_due: facts.standing !== 'good',
    overdue: facts.overdueInvoices > 0,
    charge_failed: facts.failedCharges > 0,
    no_card: facts.needsCard && card === 'none',
    card_expired: card === 'expired',
    card_expiring: card === 'expiring',
    recharge_off: facts.rechargeOff,
    // What is used up already does not run out any more.
    runs_out: stop === null && within(facts.runsOutOn, today, soonDays.runsOut),
    credit_expiring: within(facts.expiresOn, today, soonDays.expires),
  }
  return attentionKinds.filter((kind) => needs[kind])
}
