import { least } from '@/lib/core/money/amount'
import type { Account } from './account'
import { purchaseGrantOf } from './grant'
import type { EntryKind } from './ledger'
import type { Move } from './till'

/** What the ledger says beside what usage and reservations move: why credit is withheld. */
export const noteOfUsage = (kind: EntryKind): string =>
  kind === 'adjustment' ? 'Its payment was refunded or is disputed' : ''

/** How the reference of an entry begins under which credit is withheld. */
export const withheldPrefix = 'withheld:'

/** What is to be withheld of what comes back to a grant. */
export const toWithholdOf = ({ grants }: Pick<Account, 'grants'>, grant: string): bigint => {
  const own = grants.find(({ id }) => id === grant)
  if (!own) return 0n
  return grants.find(({ id }) => id === purchaseGrantOf(own))?.toWithhold ?? 0n
}

/**
 * Takes credit that goes back to a grant at once if its money went back before (K7): the payer has it already. What goes back
 * beyond that can be used again. The same for every way back: usage that is taken back or amended, and a hold that is
 * released, expires or is settled with less.
 * @param moves one for each source.
 * @param spares what of a source's move is not withheld, because something else draws it again.
 */
export const withholdBack = (
  account: Account,
  moves: readonly Move[],
  spares: ReadonlyMap<string, bigint> = new Map(),
): Move[] => {
  const left = new Map(
    account.grants.filter(({ toWithhold }) => toWithhold > 0n).map((one) => [one.id, one.toWithhold]),
  )
  if (left.size === 0) return [...moves]
  const owing: Move[] = []
  const withheld = moves.map((move): Move => {
    const back = -(move.used + move.held) - (spares.get(move.source) ?? 0n)
    const grant = account.grants.find(({ id }) => id === move.source)
    if (back <= 0n || !grant) return move
    const purchase = purchaseGrantOf(grant)
    const taken = least(left.get(purchase) ?? 0n, back)
    if (taken <= 0n) return move
    left.set(purchase, (left.get(purchase) ?? 0n) - taken)
    owing.push({ source: purchase, measure: move.measure, used: 0n, held: 0n, toWithhold: -taken })
    return withTaken(move, taken)
  })
  return [...withheld, ...owing]
}

/** What would have expired at once does not, as far as it is withheld. */
const withTaken = ({ unexpired, ...move }: Move, taken: bigint): Move => {
  if (unexpired === undefined || unexpired >= 0n)
    return { ...move, ...(unexpired ? { unexpired } : {}), withheld: taken }
  const expires = unexpired + least(taken, -unexpired)
  return { ...move, ...(expires === 0n ? {} : { unexpired: expires }), withheld: taken }
}
