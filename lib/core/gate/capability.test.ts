import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { billers } from '@/lib/core/funding/biller'
import { isRefused } from '@/lib/core/refusal'
import { capabilityClaims, readCapability } from './capability'

const now = Temporal.Instant.from('2026-11-21T10:00:00.750Z')
const state = {
  id: 'cap_1',
  org: 'org_a',
  biller: 'prepaid',
  halted: true,
  haltReason: 'credits_exhausted',
  limits: { concurrent: 5, maxDiskMb: 20480, maxMemoryMb: null, remaining: '12.50' },
} as const
const parties = { issuer: 'https://billing.example', audience: 'cells' }
const claims = capabilityClaims({ ...state, ...parties, now, lifetimeSeconds: 300 })
const reader = { ...parties, now, leewaySeconds: 0 }
const outcome = (value: unknown, by: Partial<Parameters<typeof readCapability>[1]> = {}): unknown => {
  const read = readCapability(value, { ...reader, ...by })
  return isRefused(read) ? read.refused : read
}

test('the claims are those of a JWT, with what the gate says under "kontor"', () => {
  expect(claims).toEqual({
    iss: 'https://billing.example',
    aud: 'cells',
    sub: 'org_a',
    iat: 1_795_255_200,
    exp: 1_795_255_500,
    jti: 'cap_1',
    kontor: {
      biller: 'prepaid',
      halted: true,
      haltReason: 'credits_exhausted',
      limits: { concurrent: 5, maxDiskMb: 20480, maxMemoryMb: null, remaining: '12.50' },
    },
  })
})

test('what is written is read back', () => {
  const issuedAt = Temporal.Instant.from('2026-11-21T10:00:00Z')
  expect(outcome(claims)).toEqual({ ...state, issuedAt, expiresAt: issuedAt.add({ minutes: 5 }) })
})

test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'a lifetime of %s seconds is an error',
  (lifetimeSeconds) => {
    expect(() => capabilityClaims({ ...state, ...parties, now, lifetimeSeconds })).toThrow(RangeError)
  },
)

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('a leeway of %s seconds is an error', (leewaySeconds) => {
  expect(() => readCapability(claims, { ...reader, leewaySeconds })).toThrow(RangeError)
})

test.each<[string, string, number, string]>([
  ['a moment before it expires', '2026-11-21T10:04:59.999Z', 0, 'valid'],
  ['when it expires', '2026-11-21T10:05:00Z', 0, 'capability_expired'],
  ['a moment before the leeway ends', '2026-11-21T10:05:29.999Z', 30, 'valid'],
  ['when the leeway ends', '2026-11-21T10:05:30Z', 30, 'capability_expired'],
  ['when it is issued', '2026-11-21T10:00:00Z', 0, 'valid'],
  ['a moment before it is issued', '2026-11-21T09:59:59.999Z', 0, 'capability_invalid'],
  ['before it is issued, within the leeway', '2026-11-21T09:59:30Z', 30, 'valid'],
  ['before the leeway begins', '2026-11-21T09:59:29.999Z', 30, 'capability_invalid'],
])('%s (%s, leeway %i s) it is %s', (_, at, leewaySeconds, expected) => {
  const read = outcome(claims, { now: Temporal.Instant.from(at), leewaySeconds })
  expect(typeof read === 'string' ? read : 'valid').toBe(expected)
})

test('an expired capability says whose it is', () => {
  const read = readCapability(claims, { ...reader, now: now.add({ hours: 1 }) })
  expect(read).toMatchObject({ refused: 'capability_expired', facts: { org: 'org_a' } })
})

test('an audience may be one of several', () => {
  expect(outcome({ ...claims, aud: ['others', 'cells'] })).toMatchObject({ org: 'org_a' })
  expect(outcome({ ...claims, aud: ['others'] })).toBe('capability_invalid')
})

test.each<[string, unknown]>([
  ['nothing', null],
  ['text', 'token'],
  ['a list', [claims]],
  ['another issuer', { ...claims, iss: 'https://other.example' }],
  ['another audience', { ...claims, aud: 'instances' }],
  ['no org', { ...claims, sub: '' }],
  ['an org that is no text', { ...claims, sub: 7 }],
  ['no id', { ...claims, jti: undefined }],
  ['no time of issue', { ...claims, iat: undefined }],
  ['a time as text', { ...claims, exp: String(claims.exp) }],
  ['a fractional time', { ...claims, exp: claims.exp + 0.5 }],
  ['a time before the epoch', { ...claims, iat: -1 }],
  ['a time that no calendar holds', { ...claims, exp: 8_640_000_000_001 }],
  ['an expiry at its issue', { ...claims, exp: claims.iat }],
  ['no state', { ...claims, kontor: undefined }],
  ['a list for a state', { ...claims, kontor: [] }],
  ['an unknown biller', { ...claims, kontor: { ...claims.kontor, biller: 'free' } }],
  ['a biller that every object has', { ...claims, kontor: { ...claims.kontor, biller: 'constructor' } }],
  ['halted as text', { ...claims, kontor: { ...claims.kontor, halted: 'false' } }],
  ['a halt reason that is no text', { ...claims, kontor: { ...claims.kontor, haltReason: 1 } }],
  ['no halt reason, not even null', { ...claims, kontor: { ...claims.kontor, haltReason: undefined } }],
  ['no limits', { ...claims, kontor: { ...claims.kontor, limits: null } }],
  ['a list of limits', { ...claims, kontor: { ...claims.kontor, limits: [5] } }],
  ['a fractional limit', { ...claims, kontor: { ...claims.kontor, limits: { concurrent: 0.5 } } }],
  ['a limit that is an object', { ...claims, kontor: { ...claims.kontor, limits: { concurrent: {} } } }],
])('claims with %s are invalid, also when they have expired', (_, value) => {
  expect(outcome(value)).toBe('capability_invalid')
  expect(outcome(value, { now: now.add({ hours: 24 }) })).toBe('capability_invalid')
})

const names = fc.string({ unit: 'grapheme', minLength: 1 })
const limits = fc.dictionary(fc.string(), fc.option(fc.oneof(fc.maxSafeInteger(), fc.string())), {
  noNullPrototype: true,
})
const capabilities = fc.record({
  id: names,
  org: names,
  biller: fc.constantFrom(...billers),
  halted: fc.boolean(),
  haltReason: fc.option(names),
  limits,
  issuer: names,
  audience: names,
  lifetimeSeconds: fc.integer({ min: 1, max: 10 ** 9 }),
  now: fc.integer({ min: 0, max: 4 * 10 ** 12 }).map((at) => Temporal.Instant.fromEpochMilliseconds(at)),
})

test('what was written as JSON is read back the same, at every instant of its life and at none outside', () => {
  const millis = fc.integer({ min: -2000, max: 10 ** 12 + 2000 })
  fc.assert(
    fc.property(
      capabilities,
      millis,
      fc.boolean(),
      ({ issuer, audience, lifetimeSeconds, now: at, ...rest }, shift, atEnd) => {
        const token = JSON.parse(
          JSON.stringify(capabilityClaims({ ...rest, issuer, audience, lifetimeSeconds, now: at })),
        )
        const issued = Math.floor(at.epochMilliseconds / 1000) * 1000
        const passed = atEnd ? lifetimeSeconds * 1000 + (shift % 2) : shift % (lifetimeSeconds * 1000 + 2000)
        const readAt = Temporal.Instant.fromEpochMilliseconds(issued + passed)
        const read = readCapability(token, { issuer, audience, now: readAt, leewaySeconds: 0 })
        if (passed < 0) expect(read).toMatchObject({ refused: 'capability_invalid' })
        else if (passed >= lifetimeSeconds * 1000) expect(read).toMatchObject({ refused: 'capability_expired' })
        else {
          const issuedAt = Temporal.Instant.fromEpochMilliseconds(issued)
          expect(read).toEqual({ ...rest, issuedAt, expiresAt: issuedAt.add({ seconds: lifetimeSeconds }) })
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('a capability is valid at the instant it is made, whatever the fraction of the second', () => {
  fc.assert(
    fc.property(capabilities, ({ issuer, audience, lifetimeSeconds, now: at, ...rest }) => {
      const token = capabilityClaims({ ...rest, issuer, audience, lifetimeSeconds, now: at })
      expect(isRefused(readCapability(token, { issuer, audience, now: at, leewaySeconds: 0 }))).toBe(false)
    }),
  )
})

test('no claims, however odd, make it throw: they are read or refused', () => {
  const odd = fc.oneof(
    fc.anything(),
    fc
      .tuple(fc.constantFrom(...Object.keys(claims)), fc.anything())
      .map(([key, value]) => ({ ...claims, [key]: value })),
    fc
      .tuple(fc.constantFrom(...Object.keys(claims.kontor)), fc.anything())
      .map(([key, value]) => ({ ...claims, kontor: { ...claims.kontor, [key]: value } })),
  )
  fc.assert(
    fc.property(odd, (value) => {
      const read = readCapability(value, reader)
      if (isRefused(read)) expect(['capability_invalid', 'capability_expired']).toContain(read.refused)
      else expect(read.expiresAt.epochMilliseconds).toBeGreaterThan(now.epochMilliseconds)
    }),
    { numRuns: 1000 },
  )
})
