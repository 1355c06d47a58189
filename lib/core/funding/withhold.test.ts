import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import { post } from './post'
import { spentOfGone, withhold } from './withhold'

const amount = fc.bigInt({ min: 0n, max: 100n })
const part = fc
  .tuple(amount, amount)
  .map(([share, cut]) => ({ share: pico(share), taken: pico(cut < share ? cut : share) }))

it('what was spent of credit whose money is gone is never more than the credit, nor below nothing', () => {
  fc.assert(
    fc.property(
      amount,
      fc.array(part, { maxLength: 4 }),
      fc.array(part, { maxLength: 2 }),
      (credit, refunds, disputes) => {
        const spent = spentOfGone({ credit: pico(credit), refunds, disputes })
        const taken = [...refunds, ...disputes].reduce((sum, each) => sum + each.taken, 0n)
        expect(spent >= 0n && (spent === 0n || spent + taken <= credit)).toBe(true)
      },
    ),
  )
})

it.each([
  ['all was refunded, and a quarter was spent', { refunds: [[20n, 15n]], disputes: [] }, 5n],
  ['half was refunded, and all was spent', { refunds: [[10n, 0n]], disputes: [] }, 10n],
  [
    'two refunds',
    {
      refunds: [
        [10n, 10n],
        [10n, 4n],
      ],
      disputes: [],
    },
    6n,
  ],
  ['a dispute of all', { refunds: [], disputes: [[20n, 12n]] }, 8n],
  ['refunded and disputed: it cannot go back twice', { refunds: [[20n, 15n]], disputes: [[20n, 0n]] }, 5n],
] as const)('%s', (_, { refunds, disputes }, spent) => {
  const of = (all: readonly (readonly [bigint, bigint])[]) =>
    all.map(([share, taken]) => ({ share: pico(share), taken: pico(taken) }))
  expect(spentOfGone({ credit: pico(20n), refunds: of(refunds), disputes: of(disputes) })).toBe(spent)
})

it('of what comes back to a purchase at most that is withheld, and the parts of each grant still add up', () => {
  const moves = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.bigInt({ min: -50n, max: 50n })), {
    selector: ([grant]) => grant,
  })
  fc.assert(
    fc.property(moves, amount, (all, owed) => {
      const posting = post(all.map(([source, used]) => ({ source, measure: 'money', used, held: 0n })))
      const after = withhold(posting, [{ grants: new Set(['a', 'b']), amount: owed }])
      const back = (grants: typeof posting.grants) =>
        grants.reduce((sum, { grant, remaining }) => sum + (grant !== 'c' && remaining > 0n ? remaining : 0n), 0n)
      const taken = after.grants.reduce((sum, { refunded }) => sum + refunded, 0n)
      expect(taken).toBe(back(posting.grants) < owed ? back(posting.grants) : owed)
      expect(back(after.grants)).toBe(back(posting.grants) - taken)
      for (const move of after.grants)
        expect(move.remaining + move.held + move.used + move.expired + move.refunded).toBe(0n)
      for (const { grant } of after.grants) {
        const moved = after.entries.reduce((sum, entry) => sum + (entry.grant === grant ? entry.amount : 0n), 0n)
        expect(moved).toBe(after.grants.find((each) => each.grant === grant)?.remaining)
      }
    }),
  )
})
