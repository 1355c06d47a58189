import type { Grant } from './grant'
import { type Entry, foldLedger } from './ledger'
import type { GrantMove } from './post'

type Kept = Pick<Grant, 'id' | 'granted' | 'remaining' | 'held' | 'used' | 'expired' | 'refunded'>

/**
 * Where grants as they are kept differ from what the ledger and the open reservations say, as the moves that would put
 * them right (G4). Empty where all agrees.
 */
export const auditGrants = (
  grants: readonly Kept[],
  entries: Iterable<Entry>,
  held: ReadonlyMap<string, bigint>,
): GrantMove[] => {
  const folds = foldLedger(entries)
  return grants.flatMap((grant): GrantMove[] => {
    const fold = folds.get(grant.id)
    if (!fold) throw new RangeError(`the ledger knows nothing of the grant ${grant.id}`)
    const kept = held.get(grant.id) ?? 0n
    const move = {
      grant: grant.id,
      remaining: fold.left - kept - grant.remaining,
      held: kept - grant.held,
      used: fold.used - grant.used,
      expired: fold.expired - grant.expired,
      refunded: fold.refunded - grant.refunded,
    }
    const { grant: _, ...differences } = move
    return Object.values(differences).some((difference) => difference !== 0n) ? [move] : []
  })
}
