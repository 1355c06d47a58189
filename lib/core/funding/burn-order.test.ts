import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inBurnOrder } from './burn-order'
import { grantOf } from './testing/account'

const ordered = (grants: ReturnType<typeof grantOf>[]) => grants.sort(inBurnOrder).map(({ id }) => id)

test('credit that expires sooner is drawn sooner, credit that never expires last, whatever its priority', () => {
  const never = grantOf({ id: 'never', priority: -9, sequence: 1n })
  const late = grantOf({ id: 'late', expiresAt: 9n, priority: 0, sequence: 2n })
  const soon = grantOf({ id: 'soon', expiresAt: 5n, priority: 9, sequence: 3n })
  expect(ordered([never, late, soon])).toEqual(['soon', 'late', 'never'])
})

test('of credit that expires together the lower priority number is drawn first, then the older', () => {
  const expiresAt = 5n
  const third = grantOf({ id: 'third', expiresAt, priority: 2, sequence: 1n })
  const second = grantOf({ id: 'second', expiresAt, priority: 1, sequence: 8n })
  const first = grantOf({ id: 'first', expiresAt, priority: 1, sequence: 7n })
  expect(ordered([third, second, first])).toEqual(['first', 'second', 'third'])
})

test('the order is one, in whatever order grants are given: each stands behind every one that goes before it', () => {
  const grants = fc.uniqueArray(
    fc.record({
      expiresAt: fc.option(fc.bigInt(0n, 3n)),
      priority: fc.integer({ min: -1, max: 1 }),
      sequence: fc.bigInt(0n, 20n),
    }),
    { selector: ({ sequence }) => sequence, maxLength: 8 },
  )
  const forever = 10n ** 30n
  fc.assert(
    fc.property(grants, (all) => {
      const sorted = all.map((each) => grantOf({ id: `${each.sequence}`, ...each })).sort(inBurnOrder)
      for (const [place, after] of sorted.entries()) {
        const before = sorted[place - 1]
        if (!before) continue
        const [a, b] = [before.expiresAt ?? forever, after.expiresAt ?? forever]
        expect(a <= b).toBe(true)
        if (a === b) expect(before.priority <= after.priority).toBe(true)
        if (a === b && before.priority === after.priority) expect(before.sequence < after.sequence).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})
