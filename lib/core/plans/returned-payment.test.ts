import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Minor, minor } from '@/lib/core/money/amount'
import { type ChargedPeriod, endsSubscription } from './returned-payment'

const year = (amount: bigint, ...returns: ChargedPeriod['returns']): ChargedPeriod => ({
  amount: minor(amount),
  periodStartedAt: 100n,
  periodEndsAt: 200n,
  returns,
})
const refund = (amount: bigint, status = 'succeeded') => ({ kind: 'refund' as const, status, amount: minor(amount) })
const dispute = (status: string, amount = 199_000n) => ({ kind: 'dispute' as const, status, amount: minor(amount) })

describe('a subscription', () => {
  it.each<[string, readonly ChargedPeriod[], boolean]>([
    ['of which nothing was charged', [], false],
    ['of which nothing went back', [year(199_000n)], false],
    ['whose payment is disputed', [year(199_000n, dispute('needs_response'))], false],
    ['whose payment the bank asks about', [year(199_000n, dispute('warning_needs_response'))], false],
    ['whose dispute was won', [year(199_000n, dispute('won'))], false],
    ['whose dispute was lost', [year(199_000n, dispute('lost'))], true],
    ['whose dispute of a part was lost', [year(199_000n, dispute('lost', 1n))], true],
    ['of which a part was refunded', [year(199_000n, refund(198_999n))], false],
    ['whose refund is on its way', [year(199_000n, refund(199_000n, 'pending'))], false],
    ['whose refund failed', [year(199_000n, refund(199_000n, 'failed'))], false],
    ['of which all was refunded', [year(199_000n, refund(199_000n))], true],
    ['of which all was refunded in parts', [year(199_000n, refund(99_000n), refund(100_000n))], true],
    ['whose surcharge for an upgrade was refunded', [year(4_900n), year(1_000n, refund(1_000n))], false],
    ['whose surcharge was refunded too', [year(4_900n, refund(4_900n)), year(1_000n, refund(1_000n))], true],
  ])('%s ends: %#', (_, charged, ends) => {
    expect(endsSubscription(charged, 150n)).toBe(ends)
  })

  it('goes on whatever becomes of a payment for a period that is over, or not begun', () => {
    const lost = [year(199_000n, dispute('lost'))]
    expect([99n, 100n, 199n, 200n].map((now) => endsSubscription(lost, now))).toEqual([false, true, true, false])
  })
})

const amount = fc.bigInt(1n, 10n ** 6n).map((value): Minor => minor(value))
const returned = fc.record({
  kind: fc.constantFrom('refund' as const, 'dispute' as const),
  status: fc.constantFrom('succeeded', 'pending', 'failed', 'needs_response', 'won', 'lost'),
  amount,
})
const charged = fc.array(
  fc.record({
    amount,
    periodStartedAt: fc.bigInt(0n, 10n),
    periodEndsAt: fc.bigInt(0n, 20n),
    returns: fc.array(returned, { maxLength: 3 }),
  }),
  { maxLength: 4 },
)

describe('whatever was charged', () => {
  it('more money that goes back never keeps what less of it ended', () => {
    fc.assert(
      fc.property(charged, fc.nat(), returned, fc.bigInt(0n, 20n), (all, place, more, now) => {
        if (!endsSubscription(all, now)) return
        const with_ = all.map((each, index) =>
          index === place % all.length ? { ...each, returns: [...each.returns, more] } : each,
        )
        expect(endsSubscription(with_, now)).toBe(true)
      }),
    )
  })

  it('only money that is gone for good ends anything', () => {
    fc.assert(
      fc.property(charged, fc.bigInt(0n, 20n), (all, now) => {
        const waiting = all.map((each) => ({
          ...each,
          returns: each.returns.filter(({ status }) => status !== 'lost' && status !== 'succeeded'),
        }))
        expect(endsSubscription(waiting, now)).toBe(false)
      }),
    )
  })
})
