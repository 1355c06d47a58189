import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minor, pico } from '@/lib/core/money/amount'
import { billers } from './biller'
import { orderPack, orderTopUp, type Pack } from './order'

const pack: Pack = {
  pack: 'starter',
  version: 2,
  name: 'Starter',
  currency: 'CHF',
  price: minor(2_000n),
  credit: pico(22n * 10n ** 12n),
  expiresAfterDays: 365,
  active: true,
}
const buyer = { biller: 'prepaid', currency: 'CHF' } as const

describe('a pack', () => {
  it('is bought on the terms of its latest version', () => {
    expect(orderPack(buyer, pack, 2)).toMatchObject({
      subject: 'pack:starter@2',
      price: 2_000n,
      credit: 22n * 10n ** 12n,
      expiresAfterDays: 365,
    })
  })

  it.each([
    ['that is not there', null, 2],
    ['that is not sold any more', { ...pack, active: false }, 2],
    ['on terms that are not the latest', pack, 1],
  ])('%s is not for sale', (_, latest, version) => {
    expect(orderPack(buyer, latest, version)).toMatchObject({ refused: 'not_for_sale' })
  })

  it('is sold in its own currency', () => {
    expect(orderPack({ ...buyer, currency: 'EUR' }, pack, 2)).toMatchObject({ refused: 'currency_mixed' })
  })
})

describe('credit of a free amount', () => {
  it('is as much as is paid, from 5.00 to 10000.00', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n }), (amount) => {
        const terms = orderTopUp(buyer, minor(amount))
        if (amount < 500n || amount > 1_000_000n) expect(terms).toMatchObject({ refused: 'invalid_request' })
        else expect(terms).toMatchObject({ price: amount, credit: amount * 10n ** 10n, expiresAfterDays: null })
      }),
    )
  })

  it('of one amount is one order, of two amounts are two', () => {
    const subjectOf = (amount: bigint) => {
      const terms = orderTopUp(buyer, minor(amount))
      return 'subject' in terms ? terms.subject : ''
    }
    expect(subjectOf(500n)).toBe(subjectOf(500n))
    expect(subjectOf(500n)).not.toBe(subjectOf(501n))
  })
})

it.each(billers)('credit is sold only where it pays for usage: %s', (biller) => {
  const sold = biller === 'prepaid' || biller === 'plan_quota'
  expect('refused' in orderPack({ ...buyer, biller }, pack, 2)).toBe(!sold)
  expect('refused' in orderTopUp({ ...buyer, biller }, minor(500n))).toBe(!sold)
})
