import { business, pro, team } from '@/lib/flows/payments/subscriptions/testing/subscriber'
import { cards } from '@/packages/stripe-emulator/testing/harness'
import type { Life } from './month-life'

const { savedThenDeclined } = cards
const master = '5555555555554444'
const amex = '378282246310005'

const plan: Life = {
  biller: 'plan_quota',
  month: (c, random) => [
    [1 + random(2), () => c.subscribe(team, cards.good)],
    [9, () => c.change(business)],
    [14, () => c.endWithPeriod('plan', true)],
    [19, () => (random(3) === 0 ? Promise.resolve() : c.endWithPeriod('plan', false))],
  ],
}

const tier: Life = {
  biller: 'prepaid',
  month: (c, random) => [
    [2 + random(3), () => c.subscribe(pro, master)],
    [12, () => c.change({ ...pro, name: 'pro_plus' })],
    [20, () => c.endWithPeriod('tier', random(2) === 0)],
    [23, () => c.buy(17, cards.good)],
  ],
}

const pastDue: Life = {
  biller: 'plan_quota',
  month: (c, random) => [
    [1, () => c.subscribe({ ...team, billed: random(4) === 0 ? 'annual' : 'monthly' }, cards.good)],
    [2, () => c.subscribe(pro, cards.good)],
    [12, () => c.breakCard('tier', savedThenDeclined)],
    [15, () => c.breakCard('plan', savedThenDeclined)],
    [35, () => (random(2) === 0 ? c.payLate('tier', master) : Promise.resolve())],
  ],
}

const leaving: Life = {
  biller: 'plan_quota',
  month: (c, random) => [
    [1, () => c.subscribe(business, amex)],
    [4, () => c.subscribe(pro, cards.good)],
    [10 + random(5), () => c.cancelNow('plan')],
  ],
}

const deleted: Life = {
  biller: 'prepaid',
  month: (c, random) => [
    [1, () => c.saveCard(cards.good)],
    [3, () => c.subscribe(pro, master)],
    [5, () => c.buy(25, cards.good)],
    [9, () => c.buy(33)],
    [18 + random(6), () => c.leave()],
  ],
}

/** Customers who subscribe to something. */
export const subscribingLives: readonly Life[] = [plan, tier, pastDue, leaving, deleted]
