import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '@/lib/core/refusal'
import { readVatNumber } from './vat-number'

const textOf = (typed: string, country: string): string | null => {
  const read = readVatNumber(typed, country)
  return isRefused(read) ? null : read.text
}
const isTaken = (typed: string, country: string): boolean => textOf(typed, country) !== null

it.each([
  ['CHE-123.456.788 MWST', 'CH', 'CHE-123.456.788 MWST'],
  ['che123456788mwst', 'CH', 'CHE-123.456.788 MWST'],
  ['CHE-100.155.212 TVA', 'CH', 'CHE-100.155.212 TVA'],
  ['CHE-109.322.551', 'CH', 'CHE-109.322.551'],
  ['109.322.551', 'CH', 'CHE-109.322.551'],
  ['CHE-109.322.551', 'LI', 'CHE-109.322.551'],
  ['50 123', 'LI', '50123'],
  ['FL 50123', 'LI', '50123'],
  ['DE 136 695 976', 'DE', 'DE136695976'],
  ['136695976', 'DE', 'DE136695976'],
  ['ATU13585627', 'AT', 'ATU13585627'],
  ['U 1358 5627', 'AT', 'ATU13585627'],
  ['FR 40 303 265 045', 'FR', 'FR40303265045'],
  ['FR23334175221', 'FR', 'FR23334175221'],
  ['FRK7399859412', 'FR', 'FRK7399859412'],
  ['FR4Z123456782', 'FR', 'FR4Z123456782'],
  ['IT 00743110157', 'IT', 'IT00743110157'],
  ['BE 0428.759.497', 'BE', 'BE0428759497'],
  ['LU 150 274 42', 'LU', 'LU15027442'],
  ['NL123456789B01', 'NL', 'NL123456789B01'],
  ['123456789', 'GR', 'EL123456789'],
  ['DE136695976', 'CH', 'DE136695976'],
  ['DE136695976', 'US', 'DE136695976'],
  ['12-3456789', 'US', '12-3456789'],
  ['', 'CH', ''],
  [' - ', 'DE', ''],
])('"%s" of %s is read as "%s"', (typed, country, text) => {
  expect(textOf(typed, country)).toBe(text)
})

it.each([
  ['CHE-123.456.789 MWST', 'CH'],
  ['CHE-123.456.788 GMBH', 'CH'],
  ['CHE-123.456.78', 'CH'],
  ['DE136695978', 'DE'],
  ['DE136695978', 'US'],
  ['DE036695976', 'DE'],
  ['ATU13585626', 'AT'],
  ['FR84323140391', 'FR'],
  ['FRIO334175221', 'FR'],
  ['IT00743110158', 'IT'],
  ['IT00000000000', 'IT'],
  ['BE0431150351', 'BE'],
  ['LU15027443', 'LU'],
  ['NL123456789', 'NL'],
  ['hello', 'CH'],
  ['501234', 'LI'],
])('"%s" of %s is refused at its field', (typed, country) => {
  expect(readVatNumber(typed, country)).toMatchObject({ refused: 'invalid_request', facts: { field: 'vatNumber' } })
})

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''))

/** Bodies without their check digits; `least` is how many checks fit one: a UID that would need a ten is never given out. */
const kinds = [
  { country: 'CH', body: digits(8), of: (body: string, check: string) => `CHE${body}${check}`, checks: 1, least: 0 },
  {
    country: 'DE',
    body: digits(8).map((text) => `1${text.slice(1)}`),
    of: (body: string, check: string) => `DE${body}${check}`,
    checks: 1,
    least: 1,
  },
  { country: 'AT', body: digits(7), of: (body: string, check: string) => `ATU${body}${check}`, checks: 1, least: 1 },
  {
    country: 'IT',
    body: digits(10).map((text) => `1${text.slice(1)}`),
    of: (body: string, check: string) => `IT${body}${check}`,
    checks: 1,
    least: 1,
  },
  { country: 'FR', body: digits(6), of: (body: string, check: string) => `FR${check}000${body}`, checks: 2, least: 1 },
  {
    country: 'BE',
    body: digits(7).map((text) => `0${text}`),
    of: (body: string, check: string) => `BE${body}${check}`,
    checks: 2,
    least: 1,
  },
  { country: 'LU', body: digits(6), of: (body: string, check: string) => `LU${body}${check}`, checks: 2, least: 1 },
] as const

describe.each(kinds)('a number of $country', ({ country, body, of, checks, least }) => {
  const every = Array.from({ length: 10 ** checks }, (_, check) => String(check).padStart(checks, '0'))
  const fitting = (text: string) => every.map((check) => of(text, check)).filter((whole) => isTaken(whole, country))
  const valid = body.map(fitting).filter((found) => found.length > 0)

  it('has one check that fits, and no other', () => {
    fc.assert(
      fc.property(body, (text) => {
        const found = fitting(text)
        expect(found.length).toBeGreaterThanOrEqual(least)
        expect(found.length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('does not pass with a single wrong digit', () => {
    fc.assert(
      fc.property(valid, fc.nat(), fc.integer({ min: 1, max: 9 }), ([whole = ''], at, by) => {
        const places = [...whole].flatMap((letter, place) => (/\d/.test(letter) ? [place] : []))
        const place = places[at % places.length] ?? 0
        const mistyped = whole.slice(0, place) + ((Number(whole[place]) + by) % 10) + whole.slice(place + 1)
        expect(isTaken(mistyped, country)).toBe(false)
      }),
    )
  })

  it('is read the same however it is spaced, and as it was read', () => {
    fc.assert(
      fc.property(valid, fc.array(fc.constantFrom('', ' ', '.', '-')), ([whole = ''], signs) => {
        const typed = [...whole.toLowerCase()].map((letter, place) => letter + (signs[place] ?? '')).join('')
        const text = textOf(whole, country)
        expect(textOf(typed, country)).toBe(text)
        expect(textOf(text ?? '', country)).toBe(text)
      }),
    )
  })
})

it('whatever is typed is read or refused, and what was read is read the same again', () => {
  const countries = fc.constantFrom('CH', 'LI', 'DE', 'FR', 'GR', 'GB', 'US', 'XX', '')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), countries, (typed, country) => {
      const text = textOf(typed, country)
      if (text !== null) expect(textOf(text, country)).toBe(text)
    }),
  )
})
