import type { EntryKind } from '@/lib/core/funding/ledger'

/** Which movements are shown: days, both included, and a kind; null is every kind. */
export type MovementChoice = {
  readonly from: string
  readonly to: string
  readonly kind: EntryKind | null
}

/** The address of the movements, or of their file. */
export const movementsAddress = (path: string, { from, to, kind }: MovementChoice, more: object = {}): string => {
  const query = new URLSearchParams({ from, to })
  if (kind !== null) query.set('kind', kind)
  for (const [name, value] of Object.entries(more)) query.set(name, String(value))
  return `${path}?${query}`
}
