import type { Db } from '@/db/client'
import { type CameEvent, receiveStripeEvents } from '@/db/commands/stripe-events'
import { gatherBy } from '@/lib/platform/gather'

/** Records an event as it came; those that come at the same time share a call. */
export const keepEvent: (db: Db, event: CameEvent) => Promise<void> = gatherBy((db: Db) => ({
  run: async (events: readonly CameEvent[]) => {
    await receiveStripeEvents(db, events)
    return events.map(() => undefined)
  },
}))
