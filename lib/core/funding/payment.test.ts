import { expect, it } from 'vitest'
import { minor } from '@/lib/core/money/amount'
import { isAsAgreed, paidFor } from './payment'

const agreed = { price: minor(5_000n), currency: 'CHF' }
const payment = { subtotal: minor(5_000n), tax: minor(405n), total: minor(5_405n), currency: 'CHF' }

it('a payment is as agreed with tax on top of the price, and without', () => {
  expect(isAsAgreed(agreed, payment)).toBe(true)
  expect(isAsAgreed(agreed, { ...payment, tax: minor(0n), total: minor(5_000n) })).toBe(true)
})

it.each([
  ['of less than the price', { subtotal: minor(4_999n), total: minor(5_404n) }],
  ['of more than the price', { subtotal: minor(5_001n), total: minor(5_406n) }],
  ['in another currency', { currency: 'EUR' }],
  ['whose tax was taken out of the price', { total: minor(5_000n) }],
  ['with something else on top', { total: minor(5_500n) }],
  ['with something taken off', { tax: minor(-405n), total: minor(4_595n) }],
])('a payment %s is not as agreed', (_, changes) => {
  expect(isAsAgreed(agreed, { ...payment, ...changes })).toBe(false)
})

it('what was paid is price and tax', () => {
  expect(paidFor({ price: minor(5_000n), tax: minor(405n) })).toBe(5_405n)
})
