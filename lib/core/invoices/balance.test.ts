import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor } from '@/lib/core/money/amount'
import { isRefused } from '@/lib/core/refusal'
import { balanceOf, checkPaymentAmount, checkPaymentDay, surplusApplied } from './balance'

const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(minor)

test('what is open and what was paid add up to the total and what is the customer’s', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }).map(minor), amounts, (total, paid) => {
      const { open, credit } = balanceOf(total, paid)
      expect(open + paid).toBe(total + credit)
      expect(open === 0n || credit === 0n).toBe(true)
    }),
  )
})

test('what went back by card is the customer’s no more', () => {
  expect(balanceOf(minor(100n), minor(150n), minor(20n))).toEqual({ open: 0n, credit: 30n })
  expect(balanceOf(minor(100n), minor(150n), minor(80n))).toEqual({ open: 0n, credit: 0n })
  expect(balanceOf(minor(0n), minor(0n))).toEqual({ open: 0n, credit: 0n })
  expect(balanceOf(minor(-5n), minor(0n))).toEqual({ open: 0n, credit: 0n })
})

test('a payment arrived from the day of issue to today', () => {
  const said = (on: string) => checkPaymentDay(on, '2026-11-02', '2026-11-30')?.sentence ?? 'ok'
  expect(['2026-11-02', '2026-11-30'].map(said)).toEqual(['ok', 'ok'])
  expect(said('2026-11-01')).toContain('before the invoice was issued on 2026-11-02')
  expect(said('2026-12-01')).toContain('in the future')
})

test('a payment is above zero and within bounds; only an invoice of nothing or less is paid with just that', () => {
  const isFine = (amount: bigint, total: bigint) => checkPaymentAmount(minor(amount), minor(total)) === null
  expect([isFine(1n, 100n), isFine(0n, 100n), isFine(-1n, 100n), isFine(10n ** 15n, 100n)]).toEqual([
    true,
    false,
    false,
    false,
  ])
  expect([isFine(0n, 0n), isFine(-5n, -5n), isFine(-4n, -5n)]).toEqual([true, true, false])
})

test('what is applied of a surplus never exceeds it nor what is open of the other invoice, and nothing is lost between them', () => {
  const some = fc.bigInt({ min: 1n, max: 10n ** 9n }).map(minor)
  fc.assert(
    fc.property(
      some,
      amounts,
      some,
      amounts,
      fc.option(amounts, { nil: undefined }),
      (total, paid, due, had, asked) => {
        const [from, to] = [balanceOf(total, paid), balanceOf(due, had)]
        const used = surplusApplied({ ...from, currency: 'CHF' }, { ...to, currency: 'CHF' }, asked)
        if (isRefused(used)) {
          const most = from.credit < to.open ? from.credit : to.open
          expect(most === 0n || asked === 0n || (asked ?? 0n) > most).toBe(true)
          return
        }
        const [left, paidOff] = [balanceOf(total, minor(paid - used)), balanceOf(due, minor(had + used))]
        expect([left.open, left.credit]).toEqual([0n, from.credit - used])
        expect([paidOff.open, paidOff.credit]).toEqual([to.open - used, 0n])
        if (asked === undefined) expect(left.credit === 0n || paidOff.open === 0n).toBe(true)
      },
    ),
  )
})

test('a surplus is not applied to an invoice in another currency, nor for one that is paid', () => {
  const [from, open] = [balanceOf(minor(100n), minor(150n)), balanceOf(minor(80n), minor(0n))]
  const code = (to: typeof open, currency: string) => {
    const used = surplusApplied({ ...from, currency: 'CHF' }, { ...to, currency })
    return isRefused(used) ? used.refused : used
  }
  expect(code(open, 'CHF')).toBe(50n)
  expect(code(open, 'EUR')).toBe('invalid_request')
  expect(code(balanceOf(minor(80n), minor(80n)), 'CHF')).toBe('already_paid')
})
