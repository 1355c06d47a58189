import type { Temporal } from 'temporal-polyfill'
import { createMemoryStore } from '@/packages/stripe-emulator/memory-store'
import type { Change } from '@/packages/stripe-emulator/store'
import { copyDatabase, type MonthDatabase } from './month-database'
import { type MonthStripe, momentOf, openMonthStripe, replay, type Told } from './month-stripe'
import { monthBegin, tellMonth } from './tell-month'

/** A month that was told and of which nothing was heard: what is in our database, what happened at Stripe, and all it says. */
export type ToldMonth = {
  readonly database: MonthDatabase
  readonly events: readonly Told[]
  readonly changes: readonly Change[]
  readonly end: Temporal.Instant
}

export const toldMonth = async (seed: number, customers: number): Promise<ToldMonth> => {
  const database = await copyDatabase()
  const stripe = openMonthStripe(monthBegin)
  await tellMonth(database.db, stripe, { seed, customers })
  const events = [...(await stripe.told())]
  await database.rest()
  return { database, events, changes: stripe.changes, end: momentOf(stripe) }
}

/** A copy of ours and of Stripe's side as they stand at the end of a month, for somebody to hear of it. */
export const copyMonth = async ({
  database,
  changes,
  end,
}: ToldMonth): Promise<{ readonly copy: MonthDatabase; readonly stripe: MonthStripe }> => {
  const copy = await copyDatabase(database.name)
  return { copy, stripe: openMonthStripe(end, await replay(changes, createMemoryStore())) }
}
