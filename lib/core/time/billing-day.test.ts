import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { afterEach, expect, test } from 'vitest'
import { civilDays, dayAt, dayReader, dayStart, isZone, spanInstants } from './billing-day'
import { countDays, monthSpan } from './day'

const zones = [
  'Europe/Zurich',
  'America/New_York',
  'Asia/Kathmandu',
  'America/Santiago',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'UTC',
]
const hours = (month: string, zone: string): number => {
  const { start, end } = spanInstants(monthSpan(month), zone)
  return Number(end.epochNanoseconds - start.epochNanoseconds) / 3.6e12
}

test.each([
  ['2026-03', 'Europe/Zurich', 743],
  ['2026-10', 'Europe/Zurich', 745],
  ['2026-03', 'America/New_York', 743],
  ['2026-11', 'America/New_York', 721],
  ['2026-04', 'America/Santiago', 721],
  ['2026-09', 'America/Santiago', 719],
  ['2026-06', 'Asia/Kathmandu', 720],
  ['2028-02', 'Europe/Zurich', 696],
  ['2011-12', 'Pacific/Apia', 720],
  ['2026-10', 'Australia/Lord_Howe', 743.5],
])('%s in %s has %f hours', (month, zone, count) => {
  expect(hours(month, zone)).toBe(count)
})

test('a day begins at the first instant of it, not at a midnight that was skipped', () => {
  expect(dayStart('2026-09-06', 'America/Santiago').toString()).toBe('2026-09-06T04:00:00Z')
  expect(dayAt(dayStart('2026-09-06', 'America/Santiago'), 'America/Santiago')).toBe('2026-09-06')
})

test('a zone that crossed the date line left a day out, and it is no day of the month', () => {
  const days = civilDays(monthSpan('2011-12'), 'Pacific/Apia').map(({ day }) => day)
  expect(days).toHaveLength(30)
  expect(days).not.toContain('2011-12-30')
})

afterEach(() => {
  delete process.env.TZ
})

test.each(['UTC', 'Europe/Zurich', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
  'days tile every month and hold their instants, with the process in %s',
  (processZone) => {
    process.env.TZ = processZone
    const months = fc
      .tuple(fc.integer({ min: 2012, max: 2040 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`)
    fc.assert(
      fc.property(
        months,
        fc.constantFrom(...zones),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (month, zone, part) => {
          const span = monthSpan(month)
          const { start, end } = spanInstants(span, zone)
          const days = civilDays(span, zone)
          expect(days).toHaveLength(countDays(span))
          expect([days[0]?.start, days.at(-1)?.end]).toEqual([start.epochNanoseconds, end.epochNanoseconds])
          for (const [index, day] of days.slice(1).entries()) expect(day.start).toBe(days[index]?.end)
          const at =
            start.epochNanoseconds +
            (BigInt(Math.floor(part * 1e6)) * (end.epochNanoseconds - start.epochNanoseconds - 1n)) / 1_000_000n
          const home = days.find((day) => day.start <= at && at < day.end)
          expect(dayAt(new Temporal.Instant(at), zone)).toBe(home?.day)
        },
      ),
      { numRuns: 40 },
    )
  },
)

test.each([
  ['Europe/Zurich', true],
  ['UTC', true],
  ['Europe/Nowhere', false],
  ['+02:00', false],
  ['', false],
])('that "%s" names a zone is %s', (zone, is) => {
  expect(isZone(zone)).toBe(is)
})

test('a reader of days reads what each instant alone reads, in any order and across clock changes', () => {
  const zone = fc.constantFrom(...zones)
  const instants = fc.array(
    fc
      .integer({ min: -40 * 24, max: 40 * 24 })
      .map((hours) => Temporal.Instant.from('2011-12-30T00:00Z').add({ hours })),
  )
  fc.assert(
    fc.property(zone, instants, (zone, all) => {
      const read = dayReader(zone)
      expect(all.map(read)).toEqual(all.map((instant) => dayAt(instant, zone)))
    }),
  )
})
