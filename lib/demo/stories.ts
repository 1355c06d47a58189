import type { Temporal } from 'temporal-polyfill'
import { findSubscription } from '@/db/queries/subscriptions'
import { pico, picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { quantityPlaces } from '@/lib/core/usage/price'
import { expireCreditOf } from '@/lib/flows/funding/expire-credit'
import { grantCredit } from '@/lib/flows/funding/grant-credit'
import { type FundingSettings, saveFunding } from '@/lib/flows/funding/save-funding'
import { startOnBiller } from '@/lib/flows/funding/start-on-biller'
import { putOnPlan } from '@/lib/flows/plans/put-on-plan'
import type { UsageEvent } from '@/lib/flows/usage/record-usage-batch'
import { type Calendar, historyDays, pick } from './calendar'
import type { DemoStripeAt } from './demo-stripe'
import { giveCard } from './give-card'
import type { Step, Story } from './tell'
import { unless } from './unless'

type Biller = Parameters<typeof startOnBiller>[2]['biller']
type Credit = Parameters<typeof grantCredit>[2]

const amount = (text: string): bigint => parseDecimal(text, picoPlaces) ?? 0n

/** A use of a meter: on which day, how many hours into it, of what, and how much as decimal text. */
type Use = { readonly day: number; readonly hours: number; readonly resource: string; readonly quantity: string }

const usageOf = (org: string, meter: string, { day }: Calendar, uses: readonly Use[]): UsageEvent[] =>
  uses.map((use, index) => ({
    key: `demo:${org}:${use.day}:${index}`,
    org,
    meter,
    quantity: parseDecimal(use.quantity, quantityPlaces) ?? 0n,
    at: day(use.day, use.hours),
    resource: use.resource,
    properties: null,
  }))

const everyDay = (from: number, to: number, uses: (day: number) => readonly Use[]): Use[] =>
  Array.from({ length: to - from }, (_, index) => from + index).flatMap(uses)

const on = (biller: Biller, at: Temporal.Instant): Step => ({
  at,
  act: (ctx, org) => startOnBiller(ctx, org, { biller, effectiveAt: at }),
})

const credit = (at: Temporal.Instant, reference: string, given: Pick<Credit, 'origin' | 'asset'>, much: string) =>
  grant(at, { ...given, amount: amount(much), priority: 0, expiresAt: null, reference, note: '' })

const grant = (at: Temporal.Instant, given: Credit): Step => ({
  at,
  act: (ctx, org) => grantCredit(ctx, org, given),
})

/** A version that the org is past already stays behind it. */
const onPlan = (at: Temporal.Instant, version: number): Step => ({
  at,
  act: async (ctx, org) => {
    const known = await findSubscription(ctx.db, org)
    if (known && known.version >= version) return
    await putOnPlan(ctx, org, { plan: 'compute-team', version, billed: 'monthly', periodStartedAt: at })
  },
})

/** Where Stripe is away the org goes without. */
const withCard = (at: Temporal.Instant, stripe: DemoStripeAt): Step => ({
  at,
  act: (ctx, org) => unless(['stripe_unavailable'], () => giveCard(ctx, stripe(at), org)),
})

const settings = (at: Temporal.Instant, change: FundingSettings): Step => ({
  at,
  act: (ctx, org) => saveFunding(ctx, org, change),
})

/** Sandboxes by the second, on prepaid credit that is nearly used up; a promotion expired unused. */
const prepaid = (calendar: Calendar): Story => {
  const { day } = calendar
  const dollars = { origin: 'topup', asset: 'USD' } as const
  const promotion = {
    origin: 'admin',
    asset: 'USD',
    amount: amount('15'),
    priority: -10,
    expiresAt: day(60),
    reference: 'demo:promotion',
    note: 'Spring promotion',
  } as const
  const uses = everyDay(0, historyDays, (at) =>
    [0, 1, 2].map((box) => ({
      day: at,
      hours: 1 + box * 6,
      resource: `sandbox-${pick(at * 3 + box, 1, 6)}`,
      quantity: String(pick(at * 7 + box, 12_000, 26_000)),
    })),
  )
  return {
    org: 'boxwood',
    steps: [
      on('prepaid', day(0)),
      credit(day(2, 2), 'demo:topup-1', dollars, '25'),
      settings(day(3), { tier: 'pro' }),
      credit(day(18), 'demo:topup-2', dollars, '50'),
      credit(day(50), 'demo:topup-3', dollars, '40'),
      grant(day(57), promotion),
      { at: day(60, 1), act: expireCreditOf },
      credit(day(76), 'demo:topup-4', dollars, '20'),
    ],
    usage: usageOf('boxwood', 'sandbox.seconds', calendar, uses),
  }
}

const nodeHours = (least: number, most: number, seed: number) => (day: number) =>
  [0, 1].map((node) => ({
    day,
    hours: 2 + node * 9,
    resource: `node-${node + 1}`,
    quantity: `${pick(day * 5 + node + seed, least, most) / 10}`,
  }))

/** A cluster on free credit without a card: a little is left. */
const freeCredit = (calendar: Calendar): Story => ({
  org: 'glacier-ml',
  steps: [on('free_credit', calendar.day(0))],
  usage: usageOf('glacier-ml', 'node.hours', calendar, everyDay(0, historyDays, nodeHours(30, 60, 11))),
})

/** The org whose card is at Stripe from the beginning. */
export const cardOrg = 'tarn-robotics'

/** The same with a card: free credit is used up, and what comes after goes onto the bill, up to a cap. */
const freeCreditThenCard = (calendar: Calendar, stripe: DemoStripeAt): Story => {
  const { day } = calendar
  return {
    org: cardOrg,
    steps: [
      on('free_credit', day(0)),
      withCard(day(20, 4), stripe),
      settings(day(20, 5), { spendCap: pico(amount('150')) }),
    ],
    usage: usageOf(cardOrg, 'node.hours', calendar, everyDay(0, historyDays, nodeHours(90, 170, 23))),
  }
}

/** Jobs on a plan's weekly quota: one plan version after another, busy weeks that drew extras, and 85 % of this one. */
const planQuota = (calendar: Calendar): Story => {
  const { day } = calendar
  const hours = (at: number): number => {
    const [week, inWeek] = [Math.floor(at / 7), at % 7]
    const quiet = inWeek >= 5 ? 0.35 : 1
    const busy = week === 4 || week === 9 ? 1.35 : 1
    return (week < 6 ? 0.72 : 1) * quiet * busy
  }
  // A job of 1.25 hours at 0.12 costs 0.15, which is 1 + 100 × 0.15 = 16 units.
  const uses = everyDay(0, historyDays, (at) =>
    Array.from({ length: 10 }, (_, job) => ({
      day: at,
      hours: 1 + job * 2.1,
      resource: `render-${pick(at + job, 1, 4)}`,
      quantity: (1.34 * hours(at)).toFixed(4),
    })),
  )
  const pack = { origin: 'pack', asset: 'compute.units', amount: amount('500'), priority: 0 } as const
  const extras = { ...pack, expiresAt: day(historyDays + 200), reference: 'demo:pack-1', note: 'Pack of 500 units' }
  return {
    org: 'atelier-nord',
    steps: [on('plan_quota', day(0)), onPlan(day(0), 1), grant(day(26), extras), onPlan(day(42), 2)],
    usage: usageOf('atelier-nord', 'node.hours', calendar, uses),
  }
}

/** Self-hosted documents: the free units are used up, and the subscription pays up to a cap. */
const linked = (calendar: Calendar): Story => {
  const { day } = calendar
  const uses = everyDay(0, historyDays, (at) =>
    ['scan', 'mail'].map((resource, index) => ({
      day: at,
      hours: 3 + index * 7,
      resource,
      quantity: String(pick(at * 2 + index + 40, 8, 32)),
    })),
  )
  return {
    org: 'papiermuehle',
    steps: [
      on('linked', day(0)),
      settings(day(14), { subscribed: true }),
      settings(day(30), { spendCap: pico(amount('80')) }),
    ],
    usage: usageOf('papiermuehle', 'doc.units', calendar, uses),
  }
}

/** Prepaid credit that was used to the last cent three weeks ago: halted since. */
const halted = (calendar: Calendar): Story => {
  const { day } = calendar
  const uses = everyDay(10, 60, (at) => [{ day: at, hours: 8, resource: 'training', quantity: '5' }])
  return {
    org: 'nachtzug',
    steps: [on('prepaid', day(3)), credit(day(3, 1), 'demo:topup-1', { origin: 'topup', asset: 'USD' }, '25')],
    usage: usageOf('nachtzug', 'node.hours', calendar, uses),
  }
}

export const stories = (calendar: Calendar, stripe: DemoStripeAt): readonly Story[] =>
  [prepaid, freeCredit, freeCreditThenCard, planQuota, linked, halted].map((story) => story(calendar, stripe))
