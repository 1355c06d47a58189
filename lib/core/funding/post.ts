import { type Pico, pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import type { Account } from './account'
import type { Grant } from './grant'
import type { Entry, EntryKind } from './ledger'
import { spendOf } from './sources'
import type { Move } from './till'

/** What changes of a grant; what leaves `remaining` arrives in the others. */
export type GrantMove = {
  readonly grant: string
  readonly remaining: bigint
  readonly held: bigint
  readonly used: bigint
  readonly expired: bigint
  readonly refunded: bigint
  /** Of what is to be withheld when it comes back; no part of what was granted. */
  readonly toWithhold?: bigint
}
export type MonthMove = { readonly month: Month; readonly spent: Pico; readonly held: Pico }
export type WeekMove = { readonly week: string; readonly used: bigint; readonly held: bigint }

/** Moves sorted into what they are moves of. */
export type Posting = {
  readonly grants: readonly GrantMove[]
  readonly months: readonly MonthMove[]
  readonly weeks: readonly WeekMove[]
  readonly entries: readonly Entry[]
  /** True where a source has more than before: a caller that decided meanwhile has to look again. */
  readonly frees: boolean
}

const monthOfId = (source: string): Month | null => (source.startsWith('postpaid:') ? source.slice(9) : null)
const weekOfId = (source: string): string | null => (source.startsWith('week:') ? source.slice(5) : null)

/** Sorts moves into grants with their ledger entries, months, and weeks. */
export const post = (moves: readonly Move[]): Posting => {
  const grants: GrantMove[] = []
  const months: MonthMove[] = []
  const weeks: WeekMove[] = []
  const entries: Entry[] = []
  for (const { source, used, held, unexpired = 0n, withheld = 0n, toWithhold = 0n } of moves) {
    const month = monthOfId(source)
    const week = weekOfId(source)
    if (month !== null) months.push({ month, spent: pico(used), held: pico(held) })
    else if (week !== null) weeks.push({ week, used, held })
    else {
      grants.push({
        grant: source,
        remaining: unexpired - used - held - withheld,
        held,
        used,
        expired: -unexpired,
        refunded: withheld,
        ...(toWithhold === 0n ? {} : { toWithhold }),
      })
      if (unexpired !== 0n) entries.push({ grant: source, kind: 'expiration', amount: unexpired })
      if (used !== 0n) entries.push({ grant: source, kind: 'debit', amount: -used })
      if (withheld !== 0n) entries.push({ grant: source, kind: 'adjustment', amount: -withheld })
    }
  }
  return { grants, months, weeks, entries, frees: moves.some(({ used, held }) => used + held < 0n) }
}

const takes = { expiration: 'expired', refund: 'refunded', adjustment: 'refunded' } as const

/** Takes credit away from a grant: at most what remains of it. */
export const takeAway = (grant: string, kind: keyof typeof takes, amount: bigint): Posting => ({
  grants: [{ grant, remaining: -amount, held: 0n, used: 0n, expired: 0n, refunded: 0n, [takes[kind]]: amount }],
  months: [],
  weeks: [],
  entries: [{ grant, kind: kind satisfies EntryKind, amount: -amount }],
  frees: false,
})

/** The account after a posting. */
export const applyPosting = (account: Account, { grants, months, weeks }: Posting): Account => {
  const spends = new Map(account.months)
  for (const { month, spent, held } of months) {
    const before = spendOf({ ...account, months: spends }, month)
    spends.set(month, { spent: pico(before.spent + spent), held: pico(before.held + held) })
  }
  const { week } = account
  const weekMove = weeks.find((move) => move.week === week?.id)
  return {
    ...account,
    months: spends,
    week: week && weekMove ? { ...week, used: week.used + weekMove.used, held: week.held + weekMove.held } : week,
    grants: account.grants.map((grant) => move(grant, grants)),
  }
}

const move = (grant: Grant, moves: readonly GrantMove[]): Grant => {
  const own = moves.find((each) => each.grant === grant.id)
  if (!own) return grant
  return {
    ...grant,
    remaining: grant.remaining + own.remaining,
    held: grant.held + own.held,
    used: grant.used + own.used,
    expired: grant.expired + own.expired,
    refunded: grant.refunded + own.refunded,
    toWithhold: grant.toWithhold + (own.toWithhold ?? 0n),
  }
}

/** Postings of different sources as one. */
export const joinPostings = (postings: readonly Posting[]): Posting => ({
  grants: postings.flatMap(({ grants }) => grants),
  months: postings.flatMap(({ months }) => months),
  weeks: postings.flatMap(({ weeks }) => weeks),
  entries: postings.flatMap(({ entries }) => entries),
  frees: postings.some(({ frees }) => frees),
})
