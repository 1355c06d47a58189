import fc from 'fast-check'
import { expect, test } from 'vitest'
import { weekOf } from '@/lib/core/funding/testing/account'
import { carriedWeek, isUnderWay } from './carried-week'
import { crossed, reached, thresholds } from './thresholds'

test('a week goes on with the quota of the new plan, and with what was used and is held', () => {
  expect(carriedWeek(weekOf(100n, 70n, 5n), 500n)).toEqual(weekOf(500n, 70n, 5n))
  expect(carriedWeek(weekOf(100n, 70n, 5n), 80n)).toEqual(weekOf(80n, 70n, 5n))
})

test('a week of which more is used than the new plan gives is used up, and no more', () => {
  expect(carriedWeek(weekOf(100n, 70n, 5n), 50n)).toEqual(weekOf(75n, 70n, 5n))
  expect(carriedWeek(weekOf(100n), 0n)).toEqual(weekOf(0n))
})

test('what was used of a week before it was cut off counts', () => {
  expect(carriedWeek(weekOf(100n, 20n), 500n, 300n).quota).toBe(200n)
  expect(carriedWeek(weekOf(100n, 20n), 500n, 490n).quota).toBe(20n)
})

test('a week is under way from its start until its end', () => {
  expect([-1n, 0n, 99n, 100n].map((now) => isUnderWay(weekOf(1n), now))).toEqual([false, true, true, false])
  expect(isUnderWay(null, 0n)).toBe(false)
})

const quotas = fc.bigInt(0n, 1_000n)
const changes = fc.array(fc.record({ next: quotas, share: fc.integer({ min: 0, max: 100 }) }), { maxLength: 12 })

test('a plan that is changed to and fro within a week gives no more than the largest of its quotas', () => {
  fc.assert(
    fc.property(quotas, changes, (first, all) => {
      let week = weekOf(first)
      let largest = first
      for (const { next, share } of all) {
        week = { ...week, used: week.used + ((week.quota - week.used) * BigInt(share)) / 100n }
        if (next > largest) largest = next
        const carried = carriedWeek(week, next)
        expect(carried).toMatchObject({ id: week.id, used: week.used, held: week.held })
        expect(carried.used + carried.held <= carried.quota && carried.quota <= largest).toBe(true)
        if (week.used + week.held <= next) expect(carried.quota).toBe(next)
        week = carried
      }
    }),
  )
})

test('nobody is notified of a threshold twice in a week, and of each that use has reached once, however plans change', () => {
  fc.assert(
    fc.property(quotas, changes, (first, all) => {
      let week = weekOf(first)
      const said = new Set<number>()
      let sent = 0
      // A notice is kept by week and percentage, as the database keeps it.
      const say = (notices: readonly { percent: number }[]) => {
        for (const { percent } of notices) {
          if (!said.has(percent)) sent += 1
          said.add(percent)
        }
      }
      for (const { next, share } of all) {
        const used = week.used + ((week.quota - week.used) * BigInt(share)) / 100n
        say(crossed(week.used, used, week.quota))
        week = carriedWeek({ ...week, used }, next)
        say(reached(week.used, week.quota))
        for (const { percent, at } of thresholds(week.quota)) if (week.used >= at) expect(said.has(percent)).toBe(true)
      }
      expect(sent).toBe(said.size)
    }),
  )
})
