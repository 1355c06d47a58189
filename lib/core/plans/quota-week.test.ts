import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { afterEach, expect, test } from 'vitest'
import { type QuotaAnchor, quotaPeriodAt } from './quota-week'

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)
const written = (anchor: QuotaAnchor, now: string): string[] => {
  const { key, start, end } = quotaPeriodAt(anchor, at(now))
  return [key, start.toString(), end.toString()]
}
const zurich: QuotaAnchor = { startedAt: at('2026-10-20T08:30:00Z'), zone: 'Europe/Zurich' }

test.each<[string, QuotaAnchor, string, string[]]>([
  [
    'at its first instant',
    zurich,
    '2026-10-20T08:30:00Z',
    ['2026-W43', '2026-10-20T08:30:00Z', '2026-10-27T09:30:00Z'],
  ],
  ['before it began', zurich, '2026-01-01T00:00:00Z', ['2026-W43', '2026-10-20T08:30:00Z', '2026-10-27T09:30:00Z']],
  [
    'at its last instant, an hour later by the clock change',
    zurich,
    '2026-10-27T09:29:59.999999999Z',
    ['2026-W43', '2026-10-20T08:30:00Z', '2026-10-27T09:30:00Z'],
  ],
  [
    'at the end of the first',
    zurich,
    '2026-10-27T09:30:00Z',
    ['2026-W44', '2026-10-27T09:30:00Z', '2026-11-03T09:30:00Z'],
  ],
  ['over a year end', zurich, '2027-01-02T00:00:00Z', ['2026-W53', '2026-12-29T09:30:00Z', '2027-01-05T09:30:00Z']],
  [
    'whose beginning a clock change left out',
    { startedAt: at('2026-03-22T01:30:00Z'), zone: 'Europe/Zurich' },
    '2026-03-30T00:00:00Z',
    ['2026-W13', '2026-03-29T01:30:00Z', '2026-04-05T00:30:00Z'],
  ],
  [
    'that begins on a Monday, while it is still Sunday in UTC',
    { startedAt: at('2026-11-22T23:30:00Z'), zone: 'Europe/Zurich' },
    '2026-11-23T00:00:00Z',
    ['2026-W48', '2026-11-22T23:30:00Z', '2026-11-29T23:30:00Z'],
  ],
  [
    'that lost a day at the date line',
    { startedAt: at('2011-12-28T22:00:00Z'), zone: 'Pacific/Apia' },
    '2012-01-01T00:00:00Z',
    ['2011-W52', '2011-12-28T22:00:00Z', '2012-01-03T22:00:00Z'],
  ],
])('the week %s', (_, anchor, now, period) => {
  expect(written(anchor, now)).toEqual(period)
})

test('a start whose time of day comes twice begins its first week at that instant', () => {
  const startedAt = at('2026-10-25T01:30:00Z')
  expect(written({ startedAt, zone: 'Europe/Zurich' }, '2026-10-25T01:30:00Z')[1]).toBe(startedAt.toString())
})

const zones = [
  'Europe/Zurich',
  'America/New_York',
  'America/Santiago',
  'America/Scoresbysund',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
  'UTC',
]
const hour = 3_600_000_000_000n
const week = 168n * hour
const instants = fc.oneof(
  fc.bigInt(at('2010-01-01T00:00Z').epochNanoseconds, at('2040-01-01T00:00Z').epochNanoseconds),
  fc
    .tuple(fc.integer({ min: 2010, max: 2040 }), fc.integer({ min: 0, max: 24 * 4 * 366 }))
    .map(([year, quarters]) => at(`${year}-01-01T00:00Z`).epochNanoseconds + (BigInt(quarters) * hour) / 4n),
)
const anchors = fc
  .tuple(instants, fc.constantFrom(...zones))
  .map(([nanoseconds, zone]): QuotaAnchor => ({ startedAt: new Temporal.Instant(nanoseconds), zone }))

afterEach(() => {
  delete process.env.TZ
})

test.each(['UTC', 'America/Los_Angeles'])(
  'weeks tile time without gap or overlap, and no two in a row share a key, with the process in %s',
  (processZone) => {
    process.env.TZ = processZone
    fc.assert(
      fc.property(anchors, (anchor) => {
        let period = quotaPeriodAt(anchor, anchor.startedAt)
        expect(period.start.equals(anchor.startedAt)).toBe(true)
        for (let count = 0; count < 56; count += 1) {
          const next = quotaPeriodAt(anchor, period.end)
          expect(Temporal.Instant.compare(period.start, period.end)).toBe(-1)
          expect(next.start.equals(period.end)).toBe(true)
          expect(next.key > period.key).toBe(true)
          expect(quotaPeriodAt(anchor, period.end.subtract({ nanoseconds: 1 }))).toEqual(period)
          period = next
        }
      }),
      { numRuns: 30 },
    )
  },
)

test('every instant from the start on lies in its own week', () => {
  const passes = fc.oneof(
    fc.bigInt(0n, 1500n * week),
    fc.tuple(fc.bigInt(0n, 600n), fc.bigInt(-2n, 2n)).map(([weeks, hours]) => weeks * week + hours * hour),
  )
  fc.assert(
    fc.property(anchors, passes, (anchor, passed) => {
      fc.pre(passed >= 0n)
      const now = new Temporal.Instant(anchor.startedAt.epochNanoseconds + passed)
      const { start, end } = quotaPeriodAt(anchor, now)
      expect(Temporal.Instant.compare(start, now)).toBeLessThanOrEqual(0)
      expect(Temporal.Instant.compare(now, end)).toBe(-1)
    }),
    { numRuns: 500 },
  )
})

test('each week begins at the local time of the first, unless a clock change left that time out', () => {
  fc.assert(
    fc.property(anchors, fc.integer({ min: 1, max: 120 }), ({ startedAt, zone }, weeks) => {
      const first = startedAt.toZonedDateTimeISO(zone).toPlainDateTime()
      const wanted = first.add({ days: 7 * weeks })
      const isGap = !wanted.toZonedDateTime(zone).toPlainDateTime().equals(wanted)
      const middle = wanted.add({ days: 3 }).toZonedDateTime(zone).toInstant()
      const start = quotaPeriodAt({ startedAt, zone }, middle).start.toZonedDateTimeISO(zone).toPlainDateTime()
      expect(start.equals(wanted)).toBe(!isGap)
    }),
    { numRuns: 300 },
  )
})

test('before the subscription started, the first week is meant', () => {
  fc.assert(
    fc.property(anchors, fc.bigInt(0n, 1000n * week), (anchor, early) => {
      const now = new Temporal.Instant(anchor.startedAt.epochNanoseconds - early)
      expect(quotaPeriodAt(anchor, now)).toEqual(quotaPeriodAt(anchor, anchor.startedAt))
    }),
  )
})
