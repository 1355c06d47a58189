export type StreamName = 'fees' | 'skills' | 'usage' | 'credit' | 'plans'
export type StreamAmounts = Readonly<Record<StreamName, string>>

/** Amounts are decimal text without tax. */
export type RevenueItem = {
  readonly currency: string
  readonly currencies: readonly string[]
  /** The oldest first, `YYYY-MM`. */
  readonly months: readonly { readonly month: string; readonly total: string; readonly streams: StreamAmounts }[]
  readonly streams: StreamAmounts
  /** Streams in which something was booked, in the order in which they are stacked. */
  readonly shown: readonly StreamName[]
  readonly total: string
}

export type RecurringItem = {
  readonly currency: string
  /** A month. */
  readonly amount: string
  readonly count: number
  /** What it is made of; the amount is that of a period. */
  readonly groups: readonly {
    readonly product: 'plan' | 'tier'
    readonly name: string
    /** As customers read it. */
    readonly title: string
    readonly billed: 'monthly' | 'annual'
    readonly count: number
    readonly amount: string
  }[]
}

export type UnpaidItem = { readonly currency: string; readonly count: number; readonly total: string }
export type HaltedItem = {
  readonly org: string
  readonly name: string
  readonly reason: string
  readonly since: string | null
}
/** A disputed payment that the bank has not decided. */
export type DisputedItem = {
  readonly org: string
  readonly name: string
  /** The bank only asks; it may become a dispute. */
  readonly asked: boolean
  readonly amount: string
  readonly currency: string
  readonly since: string
}

export type OwingItem = {
  readonly org: string
  readonly name: string
  readonly standing: string
  readonly since: string | null
}
export type FailingItem = { readonly count: number; readonly oldestAt: string | null }

export const streamWords: Readonly<Record<StreamName, string>> = {
  fees: 'Platform fees',
  skills: 'Skills',
  usage: 'Usage',
  credit: 'Credit sold',
  plans: 'Plans and tiers',
}

/** The colour of a stream is its own, whichever others are shown. */
export const streamColours: Readonly<Record<StreamName, string>> = {
  fees: 'var(--chart-1)',
  skills: 'var(--chart-2)',
  usage: 'var(--chart-3)',
  credit: 'var(--chart-4)',
  plans: 'var(--chart-5)',
}

/** Why an organization is halted, for who looks after it. */
export const haltWords = (reason: string): string => reasons[reason] ?? 'What is left does not cover more work'

const reasons: Readonly<Record<string, string>> = {
  credits_used_up: 'Its credit is used up',
  free_credit_used_up: 'Its free credit is used up, and there is no card',
  quota_used_up: 'This week’s quota and all extras are used up',
  cap_reached: 'This month’s spend cap is reached',
  card_required: 'It has no free credit and no card',
  subscription_required: 'Its free units are used up, and it has no subscription',
  charge_refused: 'Usage came in that nothing could pay for',
}

/** How an organization stands that owes for a subscription. */
export const standingWords = (standing: string): string => standings[standing] ?? standing

const standings: Readonly<Record<string, string>> = {
  past_due: 'Past due: everything works',
  degraded: 'Over a week: it can buy nothing new',
  unpaid: 'Over two weeks: on the free plan',
}
