import type { Chore } from '@/packages/stripe-emulator/chores'
import type { SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { EmulatorStore } from '@/packages/stripe-emulator/store'
import { finishAdvance } from './advance-clock'
import { ownSteps, runUntil } from './run-due'

const batch = 100
/** Steps in one change: many renewals at once are written in a few parts. */
const stepsAtOnce = 25
const nobody = { id: null, idempotency_key: null }

/** Ids of the subscriptions for which something may be due; whether it is, is decided over them. */
const candidates = async (store: EmulatorStore, now: number): Promise<string[]> => {
  const ids: string[] = []
  for (let after: string | null = null; ; ) {
    const match = { ended: 'false' }
    const rows = await store.list({ type: 'subscription', match, limit: batch, after, order: 'oldest' })
    for (const { id, data } of rows) {
      const record = data as unknown as SubscriptionRecord
      const due = record.openInvoices.length > 0 || ownSteps(record).some(({ at }) => at <= now)
      if (record.testClock === null && due) ids.push(id)
    }
    const last = rows.at(-1)
    if (rows.length < batch || !last) return ids
    after = last.id
  }
}

/** Renews, collects and ends what is due in the emulator's own time, in the order in which it fell due. */
export const runSubscriptions: Chore = async ({ store, transact, now }) => {
  const ids = await candidates(store, Math.floor(now().epochMilliseconds / 1000))
  if (ids.length === 0) return
  for (;;) {
    const done = await transact(nobody, (work) => runUntil(work, ids, work.now, stepsAtOnce))
    if (done < stepsAtOnce) return
  }
}

/** Carries the test clocks that were sent somewhere to where they were sent. */
export const advanceClocks: Chore = async ({ store, transact }) => {
  const match = { status: 'advancing' }
  const rows = await store.list({ type: 'test_helpers.test_clock', match, limit: batch, after: null, order: 'oldest' })
  for (const { id } of rows) await transact(nobody, (work) => finishAdvance(work, id))
}
