import { invalidRequest } from '@/packages/stripe-emulator/failure'
import type { CustomerRecord, SubscriptionRecord, TestClockRecord } from '@/packages/stripe-emulator/records'
import { serializeTestClock } from '@/packages/stripe-emulator/serialize/test-clock'
import type { Work } from '@/packages/stripe-emulator/work'
import { boundaryAfter } from './period'
import { runUntil } from './run-due'

const batch = 100
/** How far a clock without subscriptions may be moved at once. */
const twoYears = { interval: 'year', intervalCount: 2 } as const

/** Subscriptions in the time of a clock that have not ended. */
const livingIn = async (work: Work, clock: string): Promise<SubscriptionRecord[]> => {
  const found: SubscriptionRecord[] = []
  for (let after: string | null = null; ; ) {
    const match = { testClock: clock, ended: 'false' }
    const rows: SubscriptionRecord[] = await work.list('subscription', { match, limit: batch, after, order: 'oldest' })
    found.push(...rows)
    const last = rows.at(-1)
    if (rows.length < batch || !last) return found
    after = last.id
  }
}

/** Two of the shortest period that is running, so that one move never brings about more than anyone can follow. */
const furthest = (clock: TestClockRecord, living: readonly SubscriptionRecord[]): number => {
  const ends = living.flatMap(({ items }) =>
    items.flatMap(({ price }) => (price.recurring ? [boundaryAfter(clock.frozenTime, price.recurring, 2)] : [])),
  )
  return Math.min(...(ends.length > 0 ? ends : [boundaryAfter(clock.frozenTime, twoYears, 1)]))
}

/** Starts to move a clock. What lives in its time follows by itself, until the clock is ready again. */
export const startAdvance = async (work: Work, clock: TestClockRecord, target: number): Promise<TestClockRecord> => {
  if (clock.status === 'advancing') {
    throw invalidRequest('A test clock that is advancing cannot be advanced.', undefined, 'test_clock_advancing')
  }
  if (target <= clock.frozenTime) {
    throw invalidRequest('`frozen_time` must be later than the current frozen time of the clock.', 'frozen_time')
  }
  if (target > furthest(clock, await livingIn(work, clock.id))) {
    throw invalidRequest(
      'You can only advance a test clock by two of the shortest billing intervals of its subscriptions at once, or by two years where it has none.',
      'frozen_time',
    )
  }
  const advancing: TestClockRecord = { ...clock, status: 'advancing', targetTime: target }
  work.put('test_helpers.test_clock', advancing)
  work.emit('test_helpers.test_clock.advancing', serializeTestClock(advancing))
  return advancing
}

/** Carries a clock to where it was sent, with everything that falls due on the way, in order. */
export const finishAdvance = async (work: Work, id: string): Promise<TestClockRecord | null> => {
  const clock = await work.get('test_helpers.test_clock', id)
  if (clock?.status !== 'advancing' || clock.targetTime === null) return clock
  const living = await livingIn(work, id)
  await runUntil(
    work,
    living.map((subscription) => subscription.id),
    clock.targetTime,
  )
  const ready: TestClockRecord = { ...clock, status: 'ready', frozenTime: clock.targetTime, targetTime: null }
  work.put('test_helpers.test_clock', ready)
  work.emit('test_helpers.test_clock.ready', serializeTestClock(ready))
  return ready
}

/** Deletes a clock with the customers that live in its time; their subscriptions end with them. */
export const deleteClock = async (work: Work, clock: TestClockRecord): Promise<void> => {
  for (const subscription of await livingIn(work, clock.id)) {
    work.put('subscription', { ...subscription, status: 'canceled', ended: 'true', endedAt: clock.frozenTime })
  }
  for (let after: string | null = null; ; ) {
    const match = { testClock: clock.id }
    const rows: CustomerRecord[] = await work.list('customer', { match, limit: batch, after, order: 'oldest' })
    for (const customer of rows) work.put('customer', { ...customer, deleted: true })
    after = rows.at(-1)?.id ?? null
    if (rows.length < batch) break
  }
  work.put('test_helpers.test_clock', { ...clock, deleted: 'true' })
  work.emit('test_helpers.test_clock.deleted', serializeTestClock(clock))
}
