import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { Biller } from './biller'
import { type FreeGrant, freeCreditDays, freeCreditOf } from './free-credit'

const one = 10n ** 12n
const at = (text: string): bigint => Temporal.Instant.from(text).epochNanoseconds
const now = at('2026-11-21T10:00:00Z')

const grant = (over: Partial<FreeGrant>): FreeGrant => ({
  asset: 'CHF',
  expiresAt: null,
  granted: 10n * one,
  remaining: 0n,
  held: 0n,
  used: 0n,
  expired: 0n,
  refunded: 0n,
  ...over,
})

test('what free grants gave is less what expired, swept or not, and less what was taken back', () => {
  const grants = [
    grant({ remaining: 4n * one, held: 2n * one, used: 4n * one }),
    grant({ used: 3n * one, expired: 7n * one }),
    grant({ used: one, remaining: 9n * one, expiresAt: now }),
    grant({ remaining: 2n * one, refunded: 8n * one }),
    grant({ asset: 'doc.units', remaining: 10n * one }),
  ]
  expect(freeCreditOf(grants, 'CHF', now)).toEqual({ given: 16n * one, used: 8n * one, left: 8n * one })
})

const switches = (...list: readonly (readonly [Biller, string])[]) =>
  list.map(([biller, from], index) => ({ biller, from: at(from), sequence: BigInt(index) }))
const days = (...list: readonly (readonly [Biller, string])[]) => freeCreditDays(switches(...list), 'Europe/Zurich')
const open = '9999-12-31'

test('an org that never was on free credit has no days of it', () => {
  expect(days()).toEqual({ whole: [], parts: [] })
  expect(days(['prepaid', '2026-01-01T00:00:00Z'])).toEqual({ whole: [], parts: [] })
})

test('days count from the midnight of the zone, and a switch within a day makes it a part', () => {
  expect(days(['free_credit', '2026-10-01T22:00:00Z'])).toEqual({
    whole: [{ start: '2026-10-02', end: open }],
    parts: [],
  })
  expect(days(['free_credit', '2026-10-01T22:00:01Z'], ['invoice', '2026-10-20T10:00:00Z'])).toEqual({
    whole: [{ start: '2026-10-03', end: '2026-10-20' }],
    parts: ['2026-10-02', '2026-10-20'],
  })
})

test('a span within one day is a part of it alone, and spans that meet within a day name it once', () => {
  expect(days(['free_credit', '2026-10-05T08:00:00Z'], ['prepaid', '2026-10-05T09:00:00Z'])).toEqual({
    whole: [],
    parts: ['2026-10-05'],
  })
  expect(
    days(
      ['free_credit', '2026-10-01T22:00:00Z'],
      ['prepaid', '2026-10-05T09:00:00Z'],
      ['free_credit', '2026-10-05T10:00:00Z'],
    ),
  ).toEqual({
    whole: [
      { start: '2026-10-02', end: '2026-10-05' },
      { start: '2026-10-06', end: open },
    ],
    parts: ['2026-10-05'],
  })
})

test('a switch in the last hours that a calendar has names no day after them', () => {
  for (const late of ['9999-12-31T12:00:00Z', '9999-12-31T23:30:00Z', '+010000-06-01T00:00:00Z']) {
    expect(days(['prepaid', '2026-01-01T00:00:00Z'], ['free_credit', late])).toEqual({ whole: [], parts: [] })
    expect(days(['free_credit', '2026-10-01T22:00:00Z'], ['prepaid', late])).toEqual({
      whole: [{ start: '2026-10-02', end: open }],
      parts: [],
    })
  }
})

test('of two switches for one instant the later recorded one counts', () => {
  const moment = '2026-10-01T22:00:00Z'
  expect(days(['free_credit', moment], ['prepaid', moment])).toEqual({ whole: [], parts: [] })
  expect(days(['prepaid', moment], ['free_credit', moment]).whole).toEqual([{ start: '2026-10-02', end: open }])
})
