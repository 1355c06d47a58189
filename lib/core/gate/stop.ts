import type { Standing } from '@/lib/core/dunning/standing'
import type { Biller } from '@/lib/core/funding/biller'
import type { HaltReason } from './project'

/** Why an org can start nothing, as people are told it; `blocked`: a cap of zero, which somebody set (Q6). */
export type StopReason = HaltReason | 'insufficient_funds' | 'blocked'

/** The one thing that lets work start again. */
export type WayOut = 'buy_credit' | 'add_card' | 'subscribe' | 'raise_cap'

export type Stop = { readonly reason: StopReason; readonly way: WayOut }

/** What decides which way leads out. */
export type StoppedOrg = {
  readonly biller: Biller
  readonly cap: bigint | null
  readonly card: boolean
  readonly subscribed: boolean
}

const ways: Partial<Record<StopReason, WayOut>> = {
  blocked: 'raise_cap',
  cap_reached: 'raise_cap',
  credits_used_up: 'buy_credit',
  quota_used_up: 'buy_credit',
  free_credit_used_up: 'add_card',
  card_required: 'add_card',
  subscription_required: 'subscribe',
}

/** Why an org is stopped, from the reason that its gate gives, and the way out that is open to it. */
export const stopOf = (gateReason: HaltReason | 'insufficient_funds', org: StoppedOrg): Stop => {
  const reason = gateReason === 'cap_reached' && org.cap === 0n ? 'blocked' : gateReason
  return { reason, way: ways[reason] ?? byBiller(org) }
}

/** Where something is left that did not cover a charge, more of what pays last is needed. */
const byBiller = ({ biller, card, subscribed }: StoppedOrg): WayOut => {
  if (biller === 'free_credit') return card ? 'raise_cap' : 'add_card'
  if (biller === 'linked') return subscribed ? 'raise_cap' : 'subscribe'
  return 'buy_credit'
}

/**
 * Which of the two is said where both are true. Nothing can be bought by who owes for a week or more (P7), so that
 * paying comes first where the way out is a purchase; otherwise being stopped is the more urgent.
 */
export const moreUrgent = (stop: Pick<Stop, 'way'> | null, standing: Standing): 'stop' | 'dunning' | null => {
  if (stop === null) return standing === 'good' ? null : 'dunning'
  const mayBuy = standing === 'good' || standing === 'past_due'
  return mayBuy || stop.way === 'add_card' || stop.way === 'raise_cap' ? 'stop' : 'dunning'
}
