import { randomOf, shuffled } from '@/db/testing/random'
import { copyDatabase, type MonthDatabase } from './month-database'
import { type MonthStripe, openMonthStripe, type Told } from './month-stripe'
import { monthBegin, tellMonth } from './tell-month'
import { drain, note, type Statuses, stormOf, toTheRoute, wire } from './webhook-storm'

export type Interleaved = {
  readonly copy: MonthDatabase
  readonly stripe: MonthStripe
  readonly statuses: Statuses
}

/**
 * Tells a month while what was told of it is heard already: each event one to five times, in any order, days late or at
 * once, so that a reader of Stripe sees it in the middle of things. Ends once all was heard.
 */
export const hearWhileTold = async (month: {
  readonly seed: number
  readonly customers: number
}): Promise<Interleaved> => {
  const copy = await copyDatabase()
  const stripe = openMonthStripe(monthBegin)
  wire(copy, stripe)
  const draw = randomOf(month.seed)
  const statuses: Statuses = new Map()
  let waiting: Told[] = []
  let heard = 0
  let hearing: Promise<void> = Promise.resolve()
  const hear = (events: Told[]): Promise<void> =>
    drain(events, async (event) => note(statuses, await toTheRoute(event)))
  const gather = async (): Promise<void> => {
    const told = await stripe.told()
    waiting = shuffled([...waiting, ...stormOf(told.slice(heard), draw)], draw)
    heard = told.length
  }
  await tellMonth(copy.db, stripe, month, async () => {
    await hearing
    await gather()
    hearing = hear(waiting.splice(0, Math.ceil(waiting.length / 2)))
  })
  await hearing
  for (await gather(); waiting.length > 0; await gather()) await hear(waiting.splice(0))
  return { copy, stripe, statuses }
}
