import { Temporal } from 'temporal-polyfill'
import { type Biller, billers } from '@/lib/core/funding/biller'
import { type Refused, refuse } from '@/lib/core/refusal'

/** The org's limits by name: whole numbers, or decimal text for money and quantities; null is without limit. */
export type CapabilityLimits = Readonly<Record<string, number | string | null>>

/** What a cell may rely on, offline and until it expires (G6). */
export type Capability = {
  readonly id: string
  readonly org: string
  readonly biller: Biller
  readonly halted: boolean
  readonly haltReason: string | null
  readonly limits: CapabilityLimits
  readonly issuedAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
}

/** The claims of the signed token, as JSON holds them; times in seconds since the epoch. */
export type CapabilityClaims = {
  readonly iss: string
  readonly aud: string
  readonly sub: string
  readonly iat: number
  readonly exp: number
  readonly jti: string
  readonly kontor: Pick<Capability, 'biller' | 'halted' | 'haltReason' | 'limits'>
}

export type CapabilityRefused = Refused<'capability_expired'> | Refused<'capability_invalid'>

/**
 * The claims of a capability token for an org as its gate stands at `now`. The time of issue is rounded down to the
 * second, so that the token is never of the future.
 * @param of `id` is the token's own; `lifetimeSeconds` a whole number above zero.
 * @throws RangeError where the lifetime is not.
 */
export const capabilityClaims = (
  of: Pick<Capability, 'id' | 'org' | 'biller' | 'halted' | 'haltReason' | 'limits'> & {
    readonly now: Temporal.Instant
    readonly lifetimeSeconds: number
    readonly issuer: string
    readonly audience: string
  },
): CapabilityClaims => {
  requireSeconds('a lifetime', of.lifetimeSeconds, 1)
  const iat = Math.floor(of.now.epochMilliseconds / 1000)
  const { biller, halted, haltReason, limits } = of
  return {
    iss: of.issuer,
    aud: of.audience,
    sub: of.org,
    iat,
    exp: iat + of.lifetimeSeconds,
    jti: of.id,
    kontor: { biller, halted, haltReason, limits },
  }
}

/**
 * Reads the claims of a token whose signature was verified. Claims of another shape, issuer or audience, or issued in
 * the future, are invalid; at its expiry a token is expired. Claims that are both are invalid.
 * @param by `leewaySeconds` is how far the two clocks may differ, a whole number; it moves both ends.
 * @throws RangeError where the leeway is no whole number or negative, never for the claims.
 */
export const readCapability = (
  claims: unknown,
  by: {
    readonly now: Temporal.Instant
    readonly issuer: string
    readonly audience: string
    readonly leewaySeconds: number
  },
): Capability | CapabilityRefused => {
  requireSeconds('a leeway', by.leewaySeconds, 0)
  if (!isRecord(claims)) return invalid('The capability holds no claims.')
  const { iss, aud, sub, iat, exp, jti, kontor } = claims
  if (iss !== by.issuer) return invalid('The capability is of another issuer.')
  if (aud !== by.audience && !(Array.isArray(aud) && aud.includes(by.audience))) {
    return invalid('The capability is for another audience.')
  }
  if (!isName(sub) || !isName(jti)) return invalid('The capability names no org or has no id.')
  if (!isTime(iat) || !isTime(exp) || exp <= iat) return invalid('The times of the capability make no span.')
  const state = readState(kontor)
  if (state === null) return invalid('The capability does not say what it allows.')
  const nowMilliseconds = by.now.epochMilliseconds
  if (nowMilliseconds < (iat - by.leewaySeconds) * 1000) return invalid('The capability is issued in the future.')
  if (nowMilliseconds >= (exp + by.leewaySeconds) * 1000) {
    return refuse('capability_expired', 'The capability has expired: fetch a new one.', { org: sub })
  }
  return { id: jti, org: sub, ...state, issuedAt: instantOf(iat), expiresAt: instantOf(exp) }
}

const requireSeconds = (what: string, seconds: number, least: number): void => {
  if (!Number.isSafeInteger(seconds) || seconds < least) throw new RangeError(`${what} cannot be ${seconds} seconds`)
}

const readState = (value: unknown): CapabilityClaims['kontor'] | null => {
  if (!isRecord(value)) return null
  const { halted, haltReason, limits } = value
  const biller = billers.find((each) => each === value.biller)
  if (biller === undefined || typeof halted !== 'boolean') return null
  if (haltReason !== null && typeof haltReason !== 'string') return null
  return isLimits(limits) ? { biller, halted, haltReason, limits } : null
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isLimits = (value: unknown): value is CapabilityLimits =>
  isRecord(value) &&
  Object.values(value).every((limit) => limit === null || typeof limit === 'string' || Number.isSafeInteger(limit))

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Whole seconds that an instant can hold. */
const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 8_640_000_000_000

const instantOf = (seconds: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(seconds * 1000)

const invalid = (sentence: string): Refused<'capability_invalid'> => refuse('capability_invalid', sentence)
