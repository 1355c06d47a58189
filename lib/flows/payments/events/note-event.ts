import type { Db } from '@/db/client'
import { type EventNote, noteStripeEvents } from '@/db/commands/checkouts'
import { gatherBy } from '@/lib/platform/gather'

/** Notes what became of an event; those that are noted at the same time share a call. */
export const noteEvent: (db: Db, note: EventNote) => Promise<void> = gatherBy((db: Db) => ({
  run: async (notes: readonly EventNote[]) => {
    await noteStripeEvents(db, notes)
    return notes.map(() => undefined)
  },
}))
