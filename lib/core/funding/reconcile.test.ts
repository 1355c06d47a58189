import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Minor, minor } from '@/lib/core/money/amount'
import { comparePayments, isMendedByReading, type RecordedPayment, type TakenPayment } from './reconcile'

const none = minor(0n)
const taken = (over: Partial<TakenPayment> = {}): TakenPayment => ({
  id: 'pi_1',
  purchase: 'chk_1',
  invoice: '',
  amount: minor(5_000n),
  currency: 'CHF',
  refunded: none,
  ...over,
})
const recorded = (over: Partial<RecordedPayment> = {}): RecordedPayment => ({
  purchase: 'chk_1',
  invoice: '',
  payment: 'pi_1',
  amount: minor(5_000n),
  currency: 'CHF',
  refunded: none,
  ...over,
})

const kinds = (at: readonly TakenPayment[], here: readonly RecordedPayment[]): string[] =>
  comparePayments(at, here).map(({ kind }) => kind)

test('books that agree differ in nothing', () => {
  const amounts = fc.bigInt(1n, 10n ** 8n).map((value): Minor => minor(value))
  fc.assert(
    fc.property(fc.array(fc.record({ amount: amounts, isInvoice: fc.boolean() })), (all) => {
      const at = all.map(({ amount, isInvoice }, index) =>
        taken({
          id: `pi_${index}`,
          amount,
          purchase: isInvoice ? '' : `p${index}`,
          invoice: isInvoice ? `i${index}` : '',
        }),
      )
      const here = at.map(({ id, ...rest }) => ({ ...rest, payment: id }))
      expect(comparePayments(at, here)).toEqual([])
    }),
  )
})

test.each([
  ['payment_unknown', [taken()], []],
  ['payment_not_recorded', [taken()], [recorded({ payment: '' })]],
  ['paid_twice', [taken(), taken({ id: 'pi_2' })], [recorded()]],
  ['payment_missing', [], [recorded()]],
  ['amount_differs', [taken({ amount: minor(5_001n) })], [recorded()]],
  ['amount_differs', [taken({ currency: 'EUR' })], [recorded()]],
  ['refunds_differ', [taken({ refunded: minor(1n) })], [recorded()]],
] as const)('%s is found', (kind, at, here) => {
  expect(kinds(at, here)).toEqual([kind])
})

test('what is sold and not paid, and payments that are for nothing of ours, differ in nothing', () => {
  expect(kinds([taken({ purchase: '' })], [recorded({ payment: '' })])).toEqual([])
})

test('money is never moved to mend a difference: only what Stripe says is read again', () => {
  const at = [taken({ refunded: minor(1n) }), taken({ id: 'pi_2' }), taken({ id: 'pi_3', purchase: 'x' })]
  expect(
    comparePayments(at, [recorded()])
      .filter(isMendedByReading)
      .map(({ kind }) => kind),
  ).toEqual(['refunds_differ'])
})
