import { mostCharacters } from '@/lib/core/text/most-characters'
import { oneLine } from '@/lib/core/text/one-line'
import { readEmail } from './email'

/** What an identity provider says of somebody, read and bounded. */
export type Profile = {
  /** Compared letter by letter; with the issuer it is who somebody is. */
  readonly subject: string
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
}

/** Why somebody is not let in. */
export const signInRefusals = [
  'subject_invalid',
  'email_missing',
  'email_invalid',
  'email_unverified',
  'email_taken',
  'provider_failed',
  'unknown_person',
] as const
export type SignInRefusal = (typeof signInRefusals)[number]

/** OpenID Connect Core 1.0, section 2: at most 255 ASCII characters. */
const subjectForm = /^[\x20-\x7e]{1,255}$/
/** Marks that are not seen and turn the direction of what follows. */
const unseen = /\p{Cf}/gu

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** Some providers send the flag as text; what is neither is no promise. */
const isVerified = (claim: unknown, otherwise: boolean): boolean =>
  isGiven(claim) ? claim === true || claim === 'true' : otherwise

const nameOf = (claims: readonly unknown[]): string => {
  for (const claim of claims) {
    // Cut first: tidying takes time for each character.
    const text = typeof claim === 'string' ? claim.slice(0, 10 * mostCharacters.person) : ''
    const name = oneLine(text.replace(unseen, ''), mostCharacters.person)
      .toWellFormed()
      .replace(/\ufffd$/u, '')
      .trim()
    if (name !== '') return name
  }
  return ''
}

/**
 * Reads the claims of an identity provider. Whatever it sends, what is kept is text of bounded length on one line; of a
 * name the rest is cut off, an address or a subject that is none is refused. Pictures and all other claims are left.
 * @param trustsEmails whether an address counts as verified if the provider does not say.
 */
export const readProfile = (
  claims: Readonly<Record<string, unknown>>,
  trustsEmails: boolean,
): Profile | { readonly refused: SignInRefusal } => {
  const { sub, email: given, email_verified: verified, name, preferred_username: username } = claims
  if (typeof sub !== 'string' || !subjectForm.test(sub)) return { refused: 'subject_invalid' }
  if (!isGiven(given)) return { refused: 'email_missing' }
  const email = readEmail(given)
  if (email === null) return { refused: 'email_invalid' }
  return {
    subject: sub,
    email,
    emailVerified: isVerified(verified, trustsEmails),
    name: nameOf([name, username, email]),
  }
}
