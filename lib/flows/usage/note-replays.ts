import type { KnownKey } from '@/db/commands/write-funding'
import { type ItemResult, refusedItem } from './item-result'
import type { ReadEvent } from './price-event'

/** The results of events, by event. */
export type Results = Map<ReadEvent, ItemResult>

export const accepted = ({ event }: ReadEvent): ItemResult => ({ key: event.key, outcome: 'accepted' })

const repeatOf = ({ event }: ReadEvent, same: boolean, takenBack?: true): ItemResult =>
  same
    ? { key: event.key, outcome: 'repeated', ...(takenBack ? { takenBack } : {}) }
    : refusedItem(event.key, 'idempotency_mismatch', 'This idempotency key was used with another event.')

/**
 * Keys that came before: a replay, or a mismatch.
 * @param unpaid what is said of one that waits to be paid, by what it comes to.
 */
export const noteKnown = (
  results: Results,
  events: readonly ReadEvent[],
  known: readonly KnownKey[],
  unpaid: (read: ReadEvent, amount: string) => ItemResult,
): void => {
  const byKey = new Map(known.map((each) => [each.key, each]))
  for (const read of events) {
    const found = byKey.get(read.event.key)
    if (!found) continue
    results.set(
      read,
      found.waits === undefined ? repeatOf(read, found.same, found.taken_back) : unpaid(read, found.waits),
    )
  }
}

/** Later events with a key that was counted in this round are replays of it, or mismatches. */
export const noteEchoes = (results: Results, left: readonly ReadEvent[], events: readonly ReadEvent[]): void => {
  const counted = new Map<string, ReadEvent>()
  for (const read of events) if (results.get(read)?.outcome === 'accepted') counted.set(read.event.key, read)
  for (const read of left) {
    const first = counted.get(read.event.key)
    if (first && first !== read) results.set(read, repeatOf(read, first.hash === read.hash))
  }
}
