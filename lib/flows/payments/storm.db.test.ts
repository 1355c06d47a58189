import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { hearWhileTold } from '@/db/testing/month/interleaved-storm'
import {
  backendKills,
  deliverThroughKills,
  openReceiver,
  processKills,
  shareMonth,
} from '@/db/testing/month/killed-storm'
import { monthOutcome } from '@/db/testing/month/month-outcome'
import { copyMonth, type ToldMonth, toldMonth } from '@/db/testing/month/told-month'
import { deliverInAStorm, deliverInOrder, toTheRoute, wire } from '@/db/testing/month/webhook-storm'
import { whatIsSeen } from '@/db/testing/month/what-is-seen'
import { size } from '@/lib/testing/size'

type Seen = Readonly<Record<string, readonly string[]>>

/** Always the same ones, unless others are asked for: what is told is long, and a run of the tests is to be repeatable. */
const first = Number(process.env.KONTOR_STORM_SEED ?? 101)
const deep = Number(process.env.KONTOR_STORM_SEEDS ?? 0)
const seeds = Array.from({ length: deep || size(2) }, (_, place) => first + place)
/** One of each kind, unless it is run for long. */
const customers = Number(process.env.KONTOR_STORM_CUSTOMERS ?? (deep > 0 ? 50 : 16))
const timeoutMs = 600_000

const all = (statuses: ReadonlyMap<number, number>): number =>
  [...statuses.values()].reduce((sum, count) => sum + count)

describe.each(seeds)('the webhooks of a month, seed %i', (seed) => {
  let month: ToldMonth
  let reference: Seen
  let outcome: Seen

  beforeAll(async () => {
    month = await toldMonth(seed, customers)
    const { copy, stripe } = await copyMonth(month)
    wire(copy, stripe)
    const statuses = await deliverInOrder(stripe, month.events, toTheRoute)
    expect([...statuses.keys()]).toEqual([200])
    reference = await whatIsSeen(copy, stripe)
    outcome = await monthOutcome(copy, stripe)
    await copy.drop()
  }, timeoutMs)
  afterAll(() => month.database.drop())

  it('in order and once each leave nothing wrong', () => {
    expect(month.events.length).toBeGreaterThan(customers * 20)
    const { stripe_events, different, disagreements, audit } = reference
    expect({ stripe_events, different, disagreements, audit }).toEqual({
      stripe_events: [],
      different: [],
      disagreements: [],
      audit: [],
    })
  })

  it(
    'one to five times, shuffled, 32 at once, leave the same, and none is answered with an error',
    async () => {
      const { copy, stripe } = await copyMonth(month)
      onTestFinished(() => copy.drop())
      wire(copy, stripe)
      const statuses = await deliverInAStorm(stripe, month.events, seed, toTheRoute)
      expect([...statuses.keys()]).toEqual([200])
      expect(all(statuses)).toBeGreaterThan(month.events.length * 2)
      expect(await whatIsSeen(copy, stripe)).toEqual(reference)
    },
    timeoutMs,
  )

  it(
    'heard in disorder while the month is still told come to the same, and none is answered with an error',
    async () => {
      const { copy, stripe, statuses } = await hearWhileTold({ seed, customers })
      onTestFinished(() => copy.drop())
      expect([...statuses.keys()]).toEqual([200])
      expect(await monthOutcome(copy, stripe)).toEqual(outcome)
    },
    timeoutMs,
  )

  if (seed !== first) return

  it(
    `leave the same where the portal is killed ${processKills} times and ${backendKills} of its backends are, once all were delivered`,
    async () => {
      const { copy, stripe } = await shareMonth(month)
      onTestFinished(() => copy.drop())
      const receiver = await openReceiver(copy.url, month.end)
      const statuses = await deliverThroughKills(receiver, stripe, month.events, seed)
      await receiver.close()
      expect(receiver.killed).toEqual({ processes: processKills, backends: backendKills })
      expect(statuses.get(0)).toBeGreaterThan(0)
      expect(await whatIsSeen(copy, stripe)).toEqual(reference)
    },
    timeoutMs,
  )
})
