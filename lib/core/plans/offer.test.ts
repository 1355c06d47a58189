import { describe, expect, test } from 'vitest'
import { minor } from '@/lib/core/money/amount'
import {
  annualSavingPercent,
  type Choice,
  choiceKey,
  isSoldTier,
  latestOffers,
  type Offer,
  orderSubscription,
  priceText,
} from './offer'

const offer = (over: Partial<Offer> = {}): Offer => ({
  product: 'plan',
  name: 'team',
  version: 1,
  title: 'Team',
  currency: 'CHF',
  priceMonthly: minor(4_900n),
  priceAnnual: minor(49_000n),
  active: true,
  from: 0n,
  until: null,
  ...over,
})
const choice: Choice = { product: 'plan', name: 'team', version: 1, billed: 'monthly' }
const limits = { maxDiskMb: 1, tier: 'base', concurrency: null } as const
const buyer = { biller: 'plan_quota', currency: 'CHF', limits } as const
const now = 100n

describe('what is offered', () => {
  test('is the latest version that is sold now, of each plan and tier in each currency', () => {
    const offers = [
      offer({ version: 1 }),
      offer({ version: 2 }),
      offer({ version: 3, from: 101n }),
      offer({ version: 4, active: false }),
      offer({ version: 5, until: 100n }),
      offer({ product: 'tier', name: 'pro' }),
      offer({ product: 'tier', name: 'pro', currency: 'USD', version: 7 }),
    ]
    expect(latestOffers(offers, now).map(({ name, currency, version }) => [name, currency, version])).toEqual([
      ['team', 'CHF', 2],
      ['pro', 'CHF', 1],
      ['pro', 'USD', 7],
    ])
  })

  test('is ordered at the price of its rhythm', () => {
    const order = (billed: Choice['billed']) => orderSubscription(buyer, [offer()], { ...choice, billed }, now)
    expect(order('monthly')).toMatchObject({ price: 4_900n, title: 'Team', currency: 'CHF' })
    expect(order('annual')).toMatchObject({ price: 49_000n })
  })

  test('is refused where it is of no use, of another version, free, in another currency, or agreed by hand', () => {
    const refusal = (over: object, given: readonly Offer[] = [offer()], wanted: Choice = choice) =>
      orderSubscription({ ...buyer, ...over }, given, wanted, now)
    expect(refusal({ biller: 'prepaid' })).toMatchObject({ refused: 'not_for_sale', facts: { biller: 'prepaid' } })
    expect(refusal({}, [offer(), offer({ version: 2 })])).toMatchObject({ refused: 'not_for_sale' })
    expect(refusal({}, [])).toMatchObject({ refused: 'not_for_sale' })
    expect(refusal({}, [offer({ priceMonthly: minor(0n) })])).toMatchObject({ refused: 'not_for_sale' })
    expect(refusal({ currency: 'USD' })).toMatchObject({ refused: 'currency_mixed' })
    const tier: Choice = { ...choice, product: 'tier', name: 'pro' }
    const custom = { limits: { ...limits, tier: 'custom', concurrency: 2_000 } }
    expect(refusal(custom, [offer({ product: 'tier', name: 'pro' })], tier)).toMatchObject({
      refused: 'not_for_sale',
      sentence: expect.stringContaining('2000'),
    })
    expect(refusal({ biller: 'prepaid' }, [offer({ product: 'tier', name: 'pro' })], tier)).toMatchObject({
      price: 4_900n,
    })
  })

  test('of a tier in several currencies is the one of the buyer', () => {
    const offers = ['CHF', 'USD'].map((currency, index) => {
      return offer({
        product: 'tier',
        name: 'pro',
        currency,
        version: index + 1,
        priceMonthly: minor(BigInt(index + 1)),
      })
    })
    const wanted: Choice = { product: 'tier', name: 'pro', version: 2, billed: 'monthly' }
    expect(orderSubscription({ ...buyer, currency: 'USD' }, offers, wanted, now)).toMatchObject({ price: 2n })
  })
})

test('choices are told apart by everything that they are', () => {
  const keys = [
    choice,
    { ...choice, version: 2 },
    { ...choice, billed: 'annual' },
    { ...choice, name: 'x' },
  ] as Choice[]
  expect(new Set(keys.map(choiceKey)).size).toBe(4)
})

test.each([
  [4_900n, 49_000n, 16],
  [1_000n, 12_000n, 0],
  [1_000n, 13_000n, 0],
  [1_000n, 0n, 0],
])('twelve times %d against %d a year saves %d per cent', (monthly, annual, percent) => {
  expect(annualSavingPercent({ priceMonthly: minor(monthly), priceAnnual: minor(annual) })).toBe(percent)
})

test('prices read as money for a time', () => {
  expect(priceText({ price: minor(4_900n), currency: 'CHF', billed: 'monthly' })).toBe('CHF 49.00 a month')
  expect(priceText({ price: minor(49_000n), currency: 'CHF', billed: 'annual' })).toBe('CHF 490.00 a year')
})

test('three tiers are sold', () => {
  expect(['base', 'pro', 'pro_plus', 'pro_plus_plus', 'custom', 'x', 'toString'].filter(isSoldTier)).toEqual([
    'pro',
    'pro_plus',
    'pro_plus_plus',
  ])
})
