import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Minor, minor, type Pico, pico } from '@/lib/core/money/amount'
import { shareOfRefund } from './refund'

const purchase = { paid: minor(2_000n), credit: pico(22n * 10n ** 12n), refunded: minor(0n), shared: pico(0n) }

it('takes back credit in proportion to the money', () => {
  expect(shareOfRefund(purchase, minor(1_000n))).toEqual({ share: 11n * 10n ** 12n })
  expect(shareOfRefund(purchase, minor(2_000n))).toEqual({ share: 22n * 10n ** 12n })
})

it.each([0n, -1n, 2_001n])('refuses %s', (amount) => {
  expect(shareOfRefund(purchase, minor(amount))).toMatchObject({ refused: 'invalid_request', facts: { most: '20.00' } })
})

it('shares out all of the credit once all that was paid is refunded, in whatever steps', () => {
  const steps = fc.array(fc.bigInt({ min: 1n, max: 700n }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 16n }), steps, (credit, amounts) => {
      let refunded: Minor = minor(0n)
      let shared: Pico = pico(0n)
      const paid = minor(amounts.reduce((total, each) => total + each, 0n))
      for (const amount of amounts) {
        const decided = shareOfRefund({ paid, credit: pico(credit), refunded, shared }, minor(amount))
        if ('refused' in decided) throw new Error(decided.sentence)
        expect(decided.share).toBeGreaterThanOrEqual(0n)
        refunded = minor(refunded + amount)
        shared = pico(shared + decided.share)
      }
      expect(shared).toBe(credit)
    }),
  )
})
