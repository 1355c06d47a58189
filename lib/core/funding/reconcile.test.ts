import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Minor, minor } from '@/lib/core/money/amount'
import {
  compareBalance,
  comparePayments,
  isMendedByReading,
  type RecordedPayment,
  type TakenPayment,
} from './reconcile'

const none = minor(0n)
const taken = (over: Partial<TakenPayment> = {}): TakenPayment => ({
  id: 'pi_1',
  purchase: 'chk_1',
  invoice: '',
  subscription: '',
  amount: minor(5_000n),
  currency: 'CHF',
  refunded: none,
  disputes: [],
  ...over,
})
const recorded = (over: Partial<RecordedPayment> = {}): RecordedPayment => ({
  purchase: 'chk_1',
  invoice: '',
  subscription: '',
  payment: 'pi_1',
  amount: minor(5_000n),
  currency: 'CHF',
  refunded: none,
  disputes: [],
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

const lost = { id: 'dp_1', status: 'lost' }

test.each<[string, Partial<TakenPayment>, Partial<RecordedPayment>, string[]]>([
  [
    'a refund of an invoice',
    { purchase: '', invoice: 'i', refunded: minor(1n) },
    { purchase: '', invoice: 'i' },
    ['refunds_differ'],
  ],
  ['a dispute nobody told of', { disputes: [lost] }, {}, ['disputes_differ']],
  [
    'a dispute that ended meanwhile',
    { disputes: [lost] },
    { disputes: [{ id: 'dp_1', status: 'needs_response' }] },
    ['disputes_differ'],
  ],
  [
    'the same disputes in another order',
    { disputes: [lost, { id: 'dp_0', status: 'won' }] },
    { disputes: [{ id: 'dp_0', status: 'won' }, lost] },
    [],
  ],
  [
    'a charge for a subscription',
    { purchase: '', subscription: 'in_1' },
    { purchase: '', subscription: 'in_2', payment: '' },
    ['payment_not_recorded'],
  ],
  [
    'a charge whose payment was not read',
    { purchase: '', subscription: 'in_1' },
    { purchase: '', subscription: 'in_1', payment: '' },
    ['payment_not_recorded'],
  ],
  [
    'a charge that is known',
    { purchase: '', subscription: 'in_1', disputes: [lost] },
    { purchase: '', subscription: 'in_1', disputes: [lost] },
    [],
  ],
])('%s is seen', (_, at, here, expected) => {
  expect(kinds([taken(at)], [recorded(here)])).toEqual(expected)
})

test.each<[bigint, bigint | null, boolean, string[]]>([
  [0n, null, false, []],
  [0n, 0n, true, []],
  [-79_100n, -79_100n, true, []],
  [-79_100n, -79_100n, false, ['balance_left']],
  [-79_100n, null, true, ['balance_differs']],
  [-79_100n, 0n, false, ['balance_differs', 'balance_left']],
  [0n, -79_100n, false, ['balance_differs']],
])('a balance of %d where %d was read, subscribed %s, is seen as %j', (found, known, subscribed, expected) => {
  const here = known === null ? null : { balance: minor(known), currency: 'CHF' }
  const seen = compareBalance('cus_1', { balance: minor(found), currency: 'CHF' }, here, subscribed)
  expect(seen.map(({ kind }) => kind)).toEqual(expected)
})
