import type { Db } from '@/db/client'
import {
  prices as bookPrices,
  config,
  contextOf,
  issueFor,
  machine,
  makeOrg,
  preparePlatform,
  today,
  usageEvent,
} from '@/db/testing/fixtures'
import { longAgo } from '@/db/testing/funds'
import { randomOf } from '@/db/testing/random'
import { minor, pico } from '@/lib/core/money/amount'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { publishPack } from '@/lib/flows/payments/credit/publish-pack'
import { syncPrices } from '@/lib/flows/payments/subscriptions/sync-prices'
import { prepareOffers } from '@/lib/flows/payments/subscriptions/testing/subscriber'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { type MonthCustomer, openMonthCustomer } from './month-customer'
import type { Life, Step } from './month-life'
import { lives } from './month-lives'
import { strangerSteps } from './month-stranger'
import { type MonthStripe, momentOf } from './month-stripe'
import type { Prices } from './month-subscribing'

const lastDay = 38

/** When the month begins: what is sold in it was published by then. */
export const monthBegin = today.add({ minutes: 1 })

const preparePacks = (db: Db): Promise<void> =>
  publishPack(contextOf(db), {
    pack: 'starter',
    version: 1,
    name: 'Starter',
    currency: 'CHF',
    price: minor(2_000n),
    credit: pico(22n * 10n ** 12n),
    expiresAfterDays: 365,
    active: true,
  })

const prepareSales = async (db: Db, stripe: MonthStripe): Promise<Prices> => {
  await preparePlatform(db)
  await prepareOffers(db)
  await preparePacks(db)
  await publishPrices(contextOf(db), { book: 'euro', currency: 'EUR', expected: 0, prices: bookPrices })
  const synced = await syncPrices({ ...contextOf(db), now: momentOf(stripe) }, stripe.gateway)
  return new Map(synced.map(({ key, priceId }) => [key, priceId]))
}

const use = (db: Db, org: string, francs: number) =>
  recordUsageBatch(contextOf(db, machine()), [
    usageEvent(org, { key: `${org}-used`, quantity: String(francs * 20), at: '2026-11-21T09:00:00Z' }),
  ])

const invoice = async (db: Db, org: string): Promise<string> => {
  const event = usageEvent(org, { key: `${org}-october`, quantity: '400', at: '2026-10-15T10:00:00Z' })
  await recordUsageBatch(contextOf(db, machine()), [event])
  return (await issueFor(contextOf(db), org, '2026-10')).invoiceId
}

const begin = async (db: Db, customer: MonthCustomer, life: Life): Promise<void> => {
  const { org } = customer
  await makeOrg(db, org, life.currency === 'EUR' ? { ...config, priceBook: 'euro' } : {})
  await switchBiller(contextOf(db), org, life.biller, longAgo)
  await life.eve?.(customer, { use: (francs) => use(db, org, francs), invoice: () => invoice(db, org) })
}

/**
 * Tells a month of so many customers: what they do in our forms and at Stripe, the same for the same seed.
 * @param onDay is called at the end of the eve and of every day.
 */
export const tellMonth = async (
  db: Db,
  stripe: MonthStripe,
  { seed, customers }: { readonly seed: number; readonly customers: number },
  onDay: (day: number) => Promise<void> = async () => {},
): Promise<void> => {
  const prices = await prepareSales(db, stripe)
  const steps: Step[] = [...strangerSteps(stripe)]
  for (let place = 0; place < customers; place += 1) {
    const life = lives[place % lives.length]
    if (!life) continue
    const customer = openMonthCustomer(db, stripe, prices, `c${String(place).padStart(2, '0')}`)
    const draw = randomOf(seed * 1_000 + place)
    await begin(db, customer, life)
    steps.push(...life.month(customer, (below) => Math.floor(draw() * below)))
  }
  await stripe.told()
  await onDay(0)
  for (let day = 1; day <= lastDay; day += 1) {
    await stripe.passTo(monthBegin.add({ hours: 24 * day }))
    for (const [on, act] of steps) if (on === day) await act()
    // What falls due on a day is charged an hour after it was drawn up.
    await stripe.passTo(monthBegin.add({ hours: 24 * day + 2 }))
    await stripe.passTo(monthBegin.add({ hours: 24 * day + 4 }))
    await onDay(day)
  }
}
