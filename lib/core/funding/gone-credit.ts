import { least, type Pico, pico, positive, sum } from '@/lib/core/money/amount'
import type { Account } from './account'
import { type Grant, purchaseGrantOf } from './grant'
import type { GrantMove, Posting } from './post'

/** Credit of a purchase that money stands for which went back: a refund, or a dispute that is open or lost. */
export type GoneShare = {
  /** Of the refund or the dispute. */
  readonly id: string
  readonly share: Pico
}

/** A purchase's credit, and what of it stands for money that went back, the first first. */
export type GoneCredit = {
  /** The purchase's first grant. */
  readonly grant: string
  readonly credit: Pico
  readonly gone: readonly GoneShare[]
}

/** How much of the credit its money went back for: what was refunded and is disputed goes back once. */
export const goneOf = ({ credit, gone }: Pick<GoneCredit, 'credit' | 'gone'>): Pico =>
  pico(least(credit, sum(gone.map(({ share }) => share))))

/** The grants of a purchase that the account knows, the first first. */
const grantsOf = ({ grants }: Account, purchase: string): Grant[] =>
  grants.filter((grant) => purchaseGrantOf(grant) === purchase).sort((a, b) => (a.sequence < b.sequence ? -1 : 1))

/**
 * Takes the credit of a purchase whose money goes back (K7): what is unused of it at once, in the order in which its grants
 * were given; the rest is spent or held, and is withheld when it comes back.
 */
export const takeGone = (
  account: Account,
  purchase: GoneCredit,
  share: GoneShare,
  kind: 'refund' | 'adjustment',
): { readonly posting: Posting; readonly taken: Pico } => {
  const more = goneOf({ ...purchase, gone: [...purchase.gone, share] }) - goneOf(purchase)
  let left: bigint = more
  const moves = new Map<string, GrantMove>()
  for (const { id, remaining } of grantsOf(account, purchase.grant)) {
    const taken = least(left, remaining)
    if (taken <= 0n) continue
    left -= taken
    moves.set(id, { ...nothing, grant: id, remaining: -taken, refunded: taken })
  }
  const taken = pico(more - left)
  const entries = [...moves.values()].map(({ grant, refunded }) => ({ grant, kind, amount: -refunded }))
  if (left > 0n) {
    const first = moves.get(purchase.grant) ?? { ...nothing, grant: purchase.grant }
    moves.set(purchase.grant, { ...first, toWithhold: left })
  }
  return { posting: { ...empty, grants: [...moves.values()], entries }, taken }
}

/**
 * Gives credit back whose money is there again: a refund failed, or a dispute was won. Less is to be withheld by it, and what
 * was taken or withheld beyond that comes back.
 * @returns `credit` that comes back, for a grant of its own: the ledger is only ever added to.
 */
export const returnGone = (
  account: Account,
  purchase: GoneCredit,
  id: string,
): { readonly posting: Posting; readonly credit: Pico } => {
  const gone = purchase.gone.filter((each) => each.id !== id)
  const more = goneOf(purchase) - goneOf({ ...purchase, gone })
  const owed = least(more, account.grants.find((grant) => grant.id === purchase.grant)?.toWithhold ?? 0n)
  const grants = owed > 0n ? [{ ...nothing, grant: purchase.grant, toWithhold: -owed }] : []
  return { posting: { ...empty, grants }, credit: pico(more - owed) }
}

/**
 * What was taken or withheld so far of each share that is gone: the first first, as far as it goes. The rest of each is spent
 * or held.
 */
export const takenOfGone = (purchase: GoneCredit, toWithhold: bigint): ReadonlyMap<string, Pico> => {
  let left = goneOf(purchase) - toWithhold
  return new Map(
    purchase.gone.map(({ id, share }) => {
      const taken = least(share, positive(left))
      left -= taken
      return [id, pico(taken)]
    }),
  )
}

const nothing = { remaining: 0n, held: 0n, used: 0n, expired: 0n, refunded: 0n }
const empty: Posting = { grants: [], months: [], weeks: [], entries: [], frees: false }
