import { type Refused, refuse } from '@/lib/core/refusal'

/**
 * Movements of credit (K1): positive in, negative out. A hold is none: it moves nothing until it is settled. An expiration
 * that is positive takes one back, because usage from before it was reported later; so does a debit, because its usage was
 * taken back.
 */
export const entryKinds = ['grant', 'topup', 'debit', 'refund', 'expiration', 'adjustment'] as const
export type EntryKind = (typeof entryKinds)[number]

export type Entry = { readonly grant: string; readonly kind: EntryKind; readonly amount: bigint }

/** What an entry is called: by its kind, or for what it gives back that had expired, or was used. */
export const movementName = (
  kind: EntryKind,
  givesBack: boolean,
): `kinds.${EntryKind}` | 'expiryTakenBack' | 'usageTakenBack' => {
  if (givesBack && kind === 'expiration') return 'expiryTakenBack'
  return givesBack && kind === 'debit' ? 'usageTakenBack' : `kinds.${kind}`
}

const signs: Readonly<Record<EntryKind, readonly (1 | -1)[]>> = {
  grant: [1],
  topup: [1],
  debit: [-1, 1],
  refund: [-1],
  expiration: [-1, 1],
  adjustment: [-1],
}

/** Refuses a movement of nothing, or in a direction that its kind does not have. */
export const checkEntry = ({ kind, amount }: Entry): null | Refused<'ledger_sign'> =>
  amount !== 0n && signs[kind].includes(amount > 0n ? 1 : -1)
    ? null
    : refuse('ledger_sign', `An entry of kind ${kind} cannot be over ${amount}.`, { kind })

/** What the entries of a grant add up to; `left` is everything that was neither used nor taken away. */
export type Fold = {
  readonly granted: bigint
  readonly used: bigint
  readonly expired: bigint
  readonly refunded: bigint
  readonly left: bigint
}

const empty: Fold = { granted: 0n, used: 0n, expired: 0n, refunded: 0n, left: 0n }

const add = (fold: Fold, { kind, amount }: Entry): Fold => {
  const left = fold.left + amount
  if (kind === 'grant' || kind === 'topup') return { ...fold, granted: fold.granted + amount, left }
  if (kind === 'debit') return { ...fold, used: fold.used - amount, left }
  if (kind === 'expiration') return { ...fold, expired: fold.expired - amount, left }
  return { ...fold, refunded: fold.refunded - amount, left }
}

/** The balance of every grant as the ledger has it, in any order of the entries: what projections are held against. */
export const foldLedger = (entries: Iterable<Entry>): ReadonlyMap<string, Fold> => {
  const folds = new Map<string, Fold>()
  for (const entry of entries) folds.set(entry.grant, add(folds.get(entry.grant) ?? empty, entry))
  return folds
}
