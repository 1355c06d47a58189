import fc from 'fast-check'
import { expect, test } from 'vitest'
import { civilDays } from './billing-day'
import { monthSpan } from './day'
import { daysTouched, type Interval, intersect, subtract } from './interval'

/** Lists of intervals as timelines make them: sorted, apart or touching, the last perhaps still going on. */
const lists = (least: bigint, most: bigint): fc.Arbitrary<Interval[]> =>
  fc
    .tuple(fc.uniqueArray(fc.bigInt({ min: least, max: most }), { maxLength: 8 }), fc.boolean(), fc.boolean())
    .map(([bounds, touching, open]) => {
      const sorted = bounds.sort((a, b) => (a < b ? -1 : 1))
      const starts = touching ? sorted.slice(0, -1) : sorted.filter((_, index) => index % 2 === 0)
      const list: Interval[] = starts.flatMap((start) => {
        const end = sorted.find((bound) => bound > start)
        return end === undefined ? [] : [{ start, end }]
      })
      const last = list.at(-1)
      return open && last ? [...list.slice(0, -1), { start: last.start, end: null }] : list
    })

const small = lists(-20n, 20n)
/** Every point at which anything can change, and one before and after all of them. */
const points = Array.from({ length: 45 }, (_, index) => BigInt(index - 22))
const holds = (list: readonly Interval[], point: bigint): boolean =>
  list.some(({ start, end }) => start <= point && (end === null || point < end))

const expectWellFormed = (list: readonly Interval[]) => {
  for (const [index, { start, end }] of list.entries()) {
    if (end !== null) expect(start).toBeLessThan(end)
    const next = list[index + 1]
    if (next) expect(end !== null && end <= next.start).toBe(true)
  }
}

test('what two lists have in common holds the points that both hold', () => {
  fc.assert(
    fc.property(small, small, (a, b) => {
      const common = intersect(a, b)
      expectWellFormed(common)
      for (const point of points) expect(holds(common, point)).toBe(holds(a, point) && holds(b, point))
    }),
    { numRuns: 300 },
  )
})

test('what is left of a list holds the points that it holds and the other does not', () => {
  fc.assert(
    fc.property(small, small, (a, b) => {
      const left = subtract(a, b)
      expectWellFormed(left)
      for (const point of points) expect(holds(left, point)).toBe(holds(a, point) && !holds(b, point))
    }),
    { numRuns: 300 },
  )
})

test('the laws of sets: order does not matter, a list is what is left and what is common, nothing is left of itself', () => {
  fc.assert(
    fc.property(small, small, small, (a, b, c) => {
      expect(intersect(a, b)).toEqual(intersect(b, a))
      expect(subtract(a, a)).toEqual([])
      expect(subtract(a, [])).toEqual(a)
      expect(intersect(subtract(a, b), b)).toEqual([])
      for (const point of points) {
        expect(holds(subtract(a, b), point) || holds(intersect(a, b), point)).toBe(holds(a, point))
        expect(holds(subtract(subtract(a, b), c), point)).toBe(holds(subtract(subtract(a, c), b), point))
      }
    }),
  )
})

test('an interval that ends where another begins has nothing in common with it', () => {
  expect(intersect([{ start: 0n, end: 5n }], [{ start: 5n, end: null }])).toEqual([])
  expect(subtract([{ start: 0n, end: 5n }], [{ start: 5n, end: null }])).toEqual([{ start: 0n, end: 5n }])
})

const quarter = 900_000_000_000n
const cases = [
  ['Europe/Zurich', '2026-03'],
  ['Europe/Zurich', '2026-10'],
  ['America/New_York', '2026-11'],
  ['Asia/Kathmandu', '2026-06'],
  ['America/Santiago', '2026-04'],
  ['America/Santiago', '2026-09'],
  ['Pacific/Apia', '2011-12'],
] as const

/** The civil day of every quarter of an hour around the month, as Intl names it: every zone changes days on a quarter. */
const quartersOf = (zone: string, month: string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  const first = BigInt(Date.parse(`${month}-01T00:00:00Z`)) * 1_000_000n - 100n * quarter
  return Array.from({ length: 33 * 96 + 100 }, (_, index) => {
    const start = first + BigInt(index) * quarter
    return { start, end: start + quarter, day: format.format(Number(start / 1_000_000n)) }
  })
}

test.each(cases)('the days touched in %s in %s are those a walk over every quarter of an hour meets', (zone, month) => {
  const quarters = quartersOf(zone, month)
  const days = civilDays(monthSpan(month), zone)
  const [from = 0n, to = 0n] = [quarters[0]?.start, quarters.at(-1)?.end]
  const onQuarters = fc.nat(quarters.length - 1).map((index) => quarters[index]?.start ?? 0n)
  const near = fc.tuple(onQuarters, fc.constantFrom(-1n, 0n, 1n)).map(([at, by]) => at + by)
  const bounds = fc.uniqueArray(fc.oneof(near, fc.bigInt({ min: from, max: to })), { maxLength: 8 })
  fc.assert(
    fc.property(bounds, fc.boolean(), (instants, open) => {
      const sorted = instants.sort((a, b) => (a < b ? -1 : 1))
      const intervals = sorted.flatMap((start, index): Interval[] => {
        if (index % 2 === 1) return []
        const end = sorted[index + 1] ?? null
        return end === null && !open ? [] : [{ start, end }]
      })
      const met = new Set(
        quarters
          .filter(({ start, end }) =>
            intervals.some((each) => each.start < end && (each.end === null || each.end > start)),
          )
          .map(({ day }) => day)
          .filter((day) => day.startsWith(month)),
      )
      expect(daysTouched(intervals, days)).toEqual([...met].sort())
    }),
  )
})

test('days touched by parts are the days touched by the whole', () => {
  const days = civilDays(monthSpan('2011-12'), 'Pacific/Apia')
  const whole: Interval = { start: days[0]?.start ?? 0n, end: days.at(-1)?.end ?? 0n }
  fc.assert(
    fc.property(fc.bigInt({ min: whole.start + 1n, max: (whole.end ?? 0n) - 1n }), (cut) => {
      const parts = [
        { start: whole.start, end: cut },
        { start: cut, end: whole.end },
      ]
      expect(daysTouched(parts, days)).toEqual(daysTouched([whole], days))
    }),
  )
})

test('an empty interval touches no day', () => {
  const days = civilDays(monthSpan('2026-03'), 'Europe/Zurich')
  const [day] = days.slice(3)
  expect(daysTouched([{ start: day?.start ?? 0n, end: day?.start ?? 0n }], days)).toEqual([])
})
