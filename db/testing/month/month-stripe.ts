import { Temporal } from 'temporal-polyfill'
import { createGateway, type StripeGateway } from '@/lib/stripe/gateway'
import { createMemoryStore } from '@/packages/stripe-emulator/memory-store'
import type { Change, EmulatorStore } from '@/packages/stripe-emulator/store'
import { type Harness, startHarness, webhookSecret } from '@/packages/stripe-emulator/testing/harness'

/** An event as Stripe tells it. */
export type Told = { readonly id: string; readonly type: string; readonly body: string }

export type MonthStripe = {
  readonly harness: Harness
  readonly gateway: StripeGateway
  readonly changes: readonly Change[]
  /** Seconds by which its clock is ahead of ours. */
  ahead(): number
  /** Moves its clock, and does what is due by then. */
  passTo(at: Temporal.Instant): Promise<void>
  /** All that it has told so far, in order. */
  told(): Promise<readonly Told[]>
}

/** A Stripe whose clock stands at a moment and goes on from there, which keeps what changed in it. */
export const openMonthStripe = (at: Temporal.Instant, store: EmulatorStore = createMemoryStore()): MonthStripe => {
  const changes: Change[] = []
  const commit = async (change: Change): Promise<'applied' | 'stale'> => {
    const outcome = await store.commit(change)
    if (outcome === 'applied') changes.push(change)
    return outcome
  }
  const harness = startHarness({ ...store, commit }, at)
  const secondsTo = (moment: Temporal.Instant): number =>
    Math.round((moment.epochMilliseconds - harness.now().epochMilliseconds) / 1000)
  const settle = async (): Promise<void> => {
    await harness.emulator.deliverDue()
    await harness.emulator.idle()
  }
  return {
    harness,
    gateway: createGateway({ stripe: harness.stripe, publishableKey: 'pk_test_kontor', webhookSecret }),
    changes,
    ahead: () => -secondsTo(Temporal.Now.instant()),
    passTo: async (moment) => {
      harness.advance(secondsTo(moment))
      await settle()
    },
    told: async () => {
      await settle()
      return harness.received
    },
  }
}

/** Brings a store to where another one is. What was to be told until then is not told by it. */
export const replay = async (changes: readonly Change[], store: EmulatorStore): Promise<EmulatorStore> => {
  for (const change of changes) {
    if ((await store.commit({ ...change, deliveries: [] })) === 'stale') throw new Error('the changes have a gap')
  }
  return store
}

/** The moment of a Stripe's clock. */
export const momentOf = ({ harness }: MonthStripe): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(harness.now().epochMilliseconds)
