import { cards } from '@/packages/stripe-emulator/testing/harness'
import type { MonthCustomer } from './month-customer'
import type { Life, Step } from './month-life'
import type { Bought } from './month-person'
import { subscribingLives } from './month-subscribing-lives'

const master = '5555555555554444'
const amex = '378282246310005'
const savedThenDeclined = cards.savedThenDeclined
const refundsLater = '4000000000007726'
const refundFails = '4000000000005126'
const debits = { later: 'DE08370400440532013003', never: 'DE62370400440532013001' }

/** What an eve leaves for the month. */
const kept = new Map<string, Bought>()
const keep = (customer: MonthCustomer, bought: Bought): void => void kept.set(customer.org, bought)
const keptBy = (customer: MonthCustomer): Bought => {
  const bought = kept.get(customer.org)
  if (!bought) throw new Error(`${customer.org} brought nothing into the month`)
  return bought
}

/** Something that is bought on a day, and what happens with it after that. */
const buying = (customer: MonthCustomer, day: number, francs: number, ...typed: readonly string[]) => {
  let bought: Bought | null = null
  const buys = async (): Promise<void> => {
    bought = await customer.buy(francs, ...typed)
  }
  const step: Step = [day, buys]
  const then = (on: number, act: (made: Bought) => Promise<unknown>): Step => [
    on,
    async () => (bought === null ? null : act(bought)),
  ]
  return { step, then }
}

const cardsInThePortal: Life = {
  biller: 'prepaid',
  month: (c, random) => [
    [1 + random(3), () => c.saveCard(cards.good)],
    [6, () => c.addInPortal(master)],
    [9, () => c.chargeFromNow('4444')],
    [12 + random(5), () => c.removeInPortal('4242')],
    [20, () => c.addInPortal(amex)],
    [24, () => (random(2) === 0 ? c.chargeFromNow('0005') : c.removeInPortal('4444'))],
  ],
}

const cardsWithoutAChoice: Life = {
  biller: 'prepaid',
  month: (c, random) => [
    [1, () => c.saveCard(master)],
    [3, () => c.saveCard(amex)],
    [5 + random(4), () => c.saveCard(cards.declined)],
    [14, () => c.saveCard(cards.good)],
    [21, () => (random(2) === 0 ? c.removeInPortal('4444') : c.addInPortal(cards.declined))],
  ],
}

const packs: Life = {
  biller: 'prepaid',
  month: (c, random) => [
    [2, async () => c.typeInto(await c.order({ pack: 'starter', version: 1 }), cards.good)],
    [4, () => c.buy(10 + random(40), cards.declined, cards.good)],
    [8, () => c.buy(60 + random(9))],
    [13, () => c.buy(75, cards.insufficient, cards.declined)],
    [22, () => c.buy(90 + random(9), master)],
  ],
}

const sepa: Life = {
  biller: 'prepaid',
  currency: 'EUR',
  month: (c, random) => [
    [2, () => c.debit(20 + random(20), debits.later)],
    [7, () => c.debit(45, debits.never)],
    [11, () => c.buy(50, cards.good)],
    [19, () => c.debit(60, debits[random(2) === 0 ? 'later' : 'never'])],
  ],
}

const recharge: Life = {
  biller: 'prepaid',
  eve: (c) => c.saveCardSettled(cards.good),
  month: (c, random) => [
    [2, () => c.recharge(20 + random(20))],
    [6, () => c.addInPortal(master)],
    [9, () => c.buy(15 + random(5), cards.good)],
  ],
}

const rechargeDeclined: Life = {
  biller: 'prepaid',
  eve: (c) => c.saveCardSettled(savedThenDeclined),
  month: (c) => [
    [3, () => c.recharge(25)],
    [10, () => c.addInPortal(cards.good)],
    [12, () => c.removeInPortal('0341')],
  ],
}

const rechargeDisputed: Life = {
  biller: 'prepaid',
  eve: (c) => c.saveCardSettled(cards.disputes),
  month: (c) => [[4, () => c.recharge(30)]],
}

const refundsOfOurs: Life = {
  biller: 'prepaid',
  eve: async (c, { use }) => {
    const card = [cards.good, refundsLater, refundFails][c.org.length % 3] ?? cards.good
    const bought = await c.buy(40, card)
    await c.settle(bought)
    await use(12)
    keep(c, bought)
  },
  month: (c, random) => [
    [3, () => c.refund(keptBy(c), `${c.org}-first`, BigInt(500 + random(500)))],
    [3, () => c.refund(keptBy(c), `${c.org}-second`, 700n)],
    [11, () => c.refund(keptBy(c), `${c.org}-third`, 700n)],
    [16, () => c.refundAtStripe(keptBy(c), 300 + random(500))],
  ],
}

const refundsByHand: Life = {
  biller: 'prepaid',
  month: (c, random) => {
    const first = buying(c, 2, 30 + random(10), [cards.good, refundFails, refundsLater][random(3)] ?? cards.good)
    const second = buying(c, 5, 50, master)
    return [
      first.step,
      second.step,
      first.then(6, (made) => c.refundAtStripe(made, 500)),
      first.then(12, (made) => c.refundAtStripe(made, 1 + random(900))),
      second.then(15, (made) => c.refundAtStripe(made, 5_000)),
    ]
  },
}

const disputed: Life = {
  biller: 'prepaid',
  month: (c, random) => {
    const first = buying(c, 3, 35, cards.disputes)
    // On one day: once a dispute is heard of, nothing new can be bought.
    const second = buying(c, 3, 55 + random(9), cards.disputes)
    return [
      [2, () => c.buy(22, cards.good)],
      first.step,
      second.step,
      first.then(10, (made) => c.decide(made, 'winning_evidence')),
      ...(random(2) === 0 ? [second.then(14, (made) => c.decide(made, 'losing_evidence'))] : []),
    ]
  },
}

const invoiced: Life = {
  biller: 'invoice',
  eve: async (c, { invoice }) => keep(c, { checkoutId: await invoice(), sessionId: '', clientSecret: '' }),
  month: (c, random) => {
    let paid: Bought | null = null
    const card = random(2) === 0 ? cards.good : cards.disputes
    const pays = async () => {
      paid = await c.payInvoice(keptBy(c).checkoutId, card)
    }
    const then = async () => {
      if (paid === null) return
      if (card === cards.good) await c.refundAtStripe(paid, 200)
      else await c.decide(paid, 'losing_evidence')
    }
    return [
      [4, pays],
      [11, then],
    ]
  },
}

/** Every kind of customer there is. */
export const lives: readonly Life[] = [
  cardsInThePortal,
  cardsWithoutAChoice,
  packs,
  sepa,
  recharge,
  rechargeDeclined,
  rechargeDisputed,
  refundsOfOurs,
  refundsByHand,
  disputed,
  ...subscribingLives,
  invoiced,
]
