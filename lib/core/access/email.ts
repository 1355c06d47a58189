const mostCharacters = 254
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Folds A to Z alone: other letters have small forms that are ASCII, such as the Kelvin sign, and would match a stranger. */
const fold = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/**
 * An e-mail address in the one form in which addresses are stored and compared: ASCII, in small letters.
 * @returns null for what is no such address: letters beyond ASCII, control characters, spaces, more than 254 characters.
 */
export const readEmail = (value: unknown): string | null => {
  if (typeof value !== 'string' || value.length > mostCharacters) return null
  const [name = '', domain = '', ...rest] = fold(value).split('@')
  const isAddress = rest.length === 0 && name.length <= 64 && local.test(name) && domain.split('.').every(isLabel)
  return isAddress ? `${name}@${domain}` : null
}

const isLabel = (text: string): boolean => label.test(text)
