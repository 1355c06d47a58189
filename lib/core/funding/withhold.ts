import { type Pico, pico } from '@/lib/core/money/amount'
import type { GrantMove, Posting } from './post'

/** A purchase of which money went back, and what of its credit was taken for that. */
export type GoneMoney = {
  readonly credit: Pico
  /** Of each refund that stands: the part of the credit that it is the price of, and what of that was taken. */
  readonly refunds: readonly { readonly share: Pico; readonly taken: Pico }[]
  /** The same of each dispute that is open or lost. */
  readonly disputes: readonly { readonly share: Pico; readonly taken: Pico }[]
}

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n)

/** Credit whose money went back and that was spent by then: the payer got both. */
export const spentOfGone = ({ credit, refunds, disputes }: GoneMoney): Pico => {
  const all = [...refunds, ...disputes]
  const gone = total(all.map(({ share }) => share))
  const left = (gone < credit ? gone : credit) - total(all.map(({ taken }) => taken))
  return pico(left > 0n ? left : 0n)
}

/** What is to be withheld of a purchase's credit, and the grants that it is in. */
export type Withheld = { readonly grants: ReadonlySet<string>; readonly amount: bigint }

/**
 * Takes credit that comes back from usage at once if its money went back before (K7): the payer has it already. What comes
 * back beyond that can be used.
 */
export const withhold = (posting: Posting, purchases: readonly Withheld[]): Posting => {
  const left = purchases.map(({ grants, amount }) => ({ grants, amount }))
  const entries = [...posting.entries]
  const grants = posting.grants.map((move): GrantMove => {
    const owed = left.find((each) => each.grants.has(move.grant))
    const taken = owed && move.remaining > 0n ? least(owed.amount, move.remaining) : 0n
    if (!owed || taken <= 0n) return move
    owed.amount -= taken
    entries.push({ grant: move.grant, kind: 'adjustment', amount: -taken })
    return { ...move, remaining: move.remaining - taken, refunded: move.refunded + taken }
  })
  return { ...posting, grants, entries }
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)
