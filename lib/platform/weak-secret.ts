import { deflateRawSync } from 'node:zlib'

/** What documentation shows; whoever copies it has a secret that everybody knows. */
const published = /please-change|change-?me|example|secret-?key|your-?(auth|secret)|at-least-32/i

const leastCharacters = 32
/** Of 32 random characters, even of hexadecimal ones, far more are different, and hardly any bytes are saved by packing. */
const leastDifferent = 8
const leastPackedBytes = 22

/** How many characters follow the one before them in the alphabet, forwards or backwards. */
const inSequence = (text: string): number =>
  [...text].filter((each, index) => index > 0 && Math.abs(each.charCodeAt(0) - text.charCodeAt(index - 1)) === 1).length

/** Why a secret can be guessed, in words that go on after its name; null if nothing speaks for that. */
export const weaknessOf = (secret: string): string | null => {
  if (secret.length < leastCharacters) return `must have at least ${leastCharacters} characters.`
  if (published.test(secret))
    return 'is the one of an example, which everybody knows. Make one: openssl rand -base64 32'
  const isPlain =
    new Set(secret).size < leastDifferent ||
    deflateRawSync(secret, { level: 9 }).length < leastPackedBytes ||
    inSequence(secret) > secret.length / 2
  return isPlain ? 'is too simple to sign sessions with. Make one: openssl rand -base64 32' : null
}
