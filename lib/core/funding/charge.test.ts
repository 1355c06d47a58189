import { expect, test } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import type { Plan } from './account'
import { type Biller, billers } from './biller'
import { chargeOf, ratioOf } from './charge'

const one = 10n ** 12n
const plan: Plan = {
  plan: 'pro',
  version: 1,
  quota: 100n * one,
  ratio: { base: one, perCost: 2n * one, ceiling: 9n * one },
  maxMemoryMb: 1,
  maxVcpus: 1,
  periodStartedAt: 0n,
}
const price = pico(3n * one)
const units = (biller: Biller, meter: string, ratio = ratioOf({ plan })) =>
  chargeOf(ratio, biller, meter, 7n * one, price).units

test('the money of a charge is its price, no matter who charges', () => {
  for (const biller of billers) expect(chargeOf(ratioOf({ plan }), biller, 'doc.units', one, price).amount).toBe(price)
})

test('billers that count in money count no units', () => {
  for (const biller of ['invoice', 'free_credit', 'prepaid'] as const) {
    expect(units(biller, 'doc.units')).toBe(0n)
    expect(units(biller, 'compute.units')).toBe(0n)
  }
})

test('linked counts documents by their quantity, and nothing else', () => {
  expect(units('linked', 'doc.units')).toBe(7n * one)
  expect(units('linked', 'compute.units')).toBe(0n)
  expect(units('linked', 'sandbox.seconds')).toBe(0n)
})

test('a quota counts compute units as measured, and everything else by the ratio of the plan', () => {
  expect(units('plan_quota', 'compute.units')).toBe(7n * one)
  expect(units('plan_quota', 'sandbox.seconds')).toBe(7n * one)
  expect(units('plan_quota', 'doc.units', { ...plan.ratio, ceiling: 5n * one })).toBe(5n * one)
})

test('without a plan one unit of money is one compute unit', () => {
  expect(units('plan_quota', 'sandbox.seconds', ratioOf({ plan: null }))).toBe(3n * one)
})

test('what costs nothing still costs the base of the plan in units', () => {
  expect(chargeOf(ratioOf({ plan }), 'plan_quota', 'sandbox.seconds', one, pico(0n))).toEqual({
    amount: 0n,
    units: one,
  })
})
