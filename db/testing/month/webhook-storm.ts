import { POST } from '@/app/api/stripe/webhook/route'
import type { Db } from '@/db/client'
import { randomOf, shuffled } from '@/db/testing/random'
import { Stripe, webhookSecret } from '@/packages/stripe-emulator/testing/harness'
import type { MonthStripe, Told } from './month-stripe'

/** Answers the status of a delivery; 0 where no answer came. */
export type Send = (event: Told) => Promise<number>

/** Signs as Stripe does: at each attempt again. */
export const signed = ({ body }: Told): { readonly body: string; readonly headers: Record<string, string> } => ({
  body,
  headers: {
    'content-type': 'application/json',
    'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload: body, secret: webhookSecret }),
  },
})

/** Has the route of this process answer for a database and a Stripe. */
export const wire = ({ url, db }: { readonly url: string; readonly db: Db }, stripe: MonthStripe): void => {
  process.env.DATABASE_URL = url
  const settings = {
    get demoClockSeconds(): number {
      return stripe.ahead()
    },
  }
  Object.assign(globalThis, {
    [Symbol.for('kontor.databases')]: { machines: db, people: db },
    [Symbol.for('kontor.wired')]: { settings, gateway: stripe.gateway },
  })
}

export const toTheRoute: Send = async (event) => {
  const answer = await POST(new Request('http://127.0.0.1/api/stripe/webhook', { method: 'POST', ...signed(event) }))
  await answer.body?.cancel()
  return answer.status
}

/** How many deliveries were answered with which status. */
export type Statuses = Map<number, number>

export const note = (statuses: Statuses, status: number): void => {
  statuses.set(status, (statuses.get(status) ?? 0) + 1)
}

/** What Stripe tells of the handling itself is heard as well, until it has nothing more to tell. */
const hearAll = async (
  stripe: MonthStripe,
  events: readonly Told[],
  hear: (some: readonly Told[]) => Promise<void>,
) => {
  let waiting = events
  for (let heard = 0; waiting.length > 0; ) {
    await hear(waiting)
    const told = await stripe.told()
    waiting = told.slice(heard)
    heard = told.length
  }
}

const mostCopies = 5
const atOnce = 32

/** Hands over what is taken from the queue, 32 at once, until nothing is left. */
export const drain = async (queue: Told[], send: (event: Told) => Promise<void>): Promise<void> => {
  const client = async (): Promise<void> => {
    for (let event = queue.pop(); event !== undefined; event = queue.pop()) await send(event)
  }
  await Promise.all(Array.from({ length: atOnce }, client))
}

/** Delivers all once, in order, one after the other. */
export const deliverInOrder = async (stripe: MonthStripe, events: readonly Told[], send: Send): Promise<Statuses> => {
  const statuses: Statuses = new Map()
  await hearAll(stripe, events, async (some) => {
    for (const event of some) note(statuses, await send(event))
  })
  return statuses
}

/** Every event one to five times, in any order. */
export const stormOf = (events: readonly Told[], draw: () => number): Told[] =>
  shuffled(
    events.flatMap((event) => Array<Told>(1 + Math.floor(draw() * mostCopies)).fill(event)),
    draw,
  )

/** Delivers each one to five times, shuffled, 32 at once. */
export const deliverInAStorm = async (
  stripe: MonthStripe,
  events: readonly Told[],
  seed: number,
  send: Send,
): Promise<Statuses> => {
  const statuses: Statuses = new Map()
  const draw = randomOf(seed)
  await hearAll(stripe, events, (some) =>
    drain(stormOf(some, draw), async (event) => note(statuses, await send(event))),
  )
  return statuses
}
