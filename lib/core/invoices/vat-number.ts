import { type Refused, refuse } from '@/lib/core/refusal'

/** A VAT number as documents print it, and how far it was checked. */
export type VatNumber = { readonly text: string; readonly checked: 'digits' | 'format' | 'nothing' }

type Scheme = {
  /** The number without spaces, dots and dashes, its prefix included. */
  readonly shape: RegExp
  readonly example: string
  /** Whether the check digits hold; absent where the format alone is looked at. */
  readonly holds?: (digits: string) => boolean
}

const digit = (text: string, place: number): number => Number(text[place] ?? 0)

/** Digits at odd places from the right count once, the others doubled with their own digits added up. */
const luhnSum = (text: string): number => {
  let sum = 0
  for (let place = 0; place < text.length; place += 1) {
    const value = digit(text, text.length - 1 - place) * (place % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum
}

/** The Swiss UID: weights 5 4 3 2 7 6 5 4, eleven less the rest of eleven; a ten is never given out. */
const isUid = (uid: string): boolean => {
  const weights = [5, 4, 3, 2, 7, 6, 5, 4]
  const rest = weights.reduce((sum, weight, place) => sum + weight * digit(uid, place), 0) % 11
  return (11 - rest) % 11 === digit(uid, 8)
}

/** ISO 7064 MOD 11,10. */
const isGerman = (text: string): boolean => {
  let product = 10
  for (let place = 0; place < 8; place += 1) {
    const sum = (digit(text, place) + product) % 10
    product = (2 * (sum === 0 ? 10 : sum)) % 11
  }
  return (11 - product) % 10 === digit(text, 8)
}

/** Every second digit of the seven doubled, their sum, the check digit and four are a multiple of ten. */
const isAustrian = (text: string): boolean => (luhnSum(text.slice(0, 7)) + digit(text, 7) + 4) % 10 === 0

const frenchKeys = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A key of two before the SIREN, a Luhn number but in Monaco: 12 + 3 × SIREN modulo 97, or with a letter modulo 11. */
const isFrench = (text: string): boolean => {
  const [key, siren] = [text.slice(0, 2), text.slice(2)]
  if (!siren.startsWith('000') && luhnSum(siren) % 10 !== 0) return false
  if (/^\d\d$/.test(key)) return Number(key) === (12 + 3 * (Number(siren) % 97)) % 97
  const [first, second] = [frenchKeys.indexOf(key[0] ?? ''), frenchKeys.indexOf(key[1] ?? '')]
  const check = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
  return (Number(siren) + 1 + Math.floor(check / 11)) % 11 === check % 11
}

/** The eleven digits of a partita IVA: a Luhn number whose first seven are not all zero. */
const isItalian = (text: string): boolean => !text.startsWith('0000000') && luhnSum(text) % 10 === 0

const isBelgian = (text: string): boolean => 97 - (Number(text.slice(0, 8)) % 97) === Number(text.slice(8))
const isLuxembourgish = (text: string): boolean => Number(text.slice(0, 6)) % 89 === Number(text.slice(6))

const swiss: Scheme = {
  shape: /^CHE(\d{9})(MWST|TVA|IVA|TPV|VAT)?$/,
  example: 'CHE-123.456.788 MWST',
  holds: isUid,
}

const formatOnly = (prefix: string, rest: string, example: string): [string, Scheme] => [
  prefix,
  { shape: new RegExp(`^${prefix}(${rest})$`), example },
]

/** By prefix. Greece writes EL; Northern Ireland XI. */
const schemes: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  ['CH', swiss],
  ['LI', { shape: /^(?:LI|FL)?(\d{5})$/, example: '12345' }],
  ['DE', { shape: /^DE([1-9]\d{8})$/, example: 'DE136695976', holds: isGerman }],
  ['AT', { shape: /^ATU(\d{8})$/, example: 'ATU13585627', holds: isAustrian }],
  ['FR', { shape: /^FR([0-9A-HJ-NP-Z]{2}\d{9})$/, example: 'FR40303265045', holds: isFrench }],
  ['IT', { shape: /^IT(\d{11})$/, example: 'IT00743110157', holds: isItalian }],
  ['BE', { shape: /^BE([01]\d{9})$/, example: 'BE0428759497', holds: isBelgian }],
  ['LU', { shape: /^LU(\d{8})$/, example: 'LU15027442', holds: isLuxembourgish }],
  formatOnly('BG', '\\d{9,10}', 'BG123456789'),
  formatOnly('CY', '\\d{8}[A-Z]', 'CY12345678X'),
  formatOnly('CZ', '\\d{8,10}', 'CZ12345678'),
  formatOnly('DK', '\\d{8}', 'DK12345678'),
  formatOnly('EE', '\\d{9}', 'EE123456789'),
  formatOnly('EL', '\\d{9}', 'EL123456789'),
  formatOnly('ES', '[A-Z0-9]\\d{7}[A-Z0-9]', 'ESX1234567X'),
  formatOnly('FI', '\\d{8}', 'FI12345678'),
  formatOnly('GB', '\\d{9}|\\d{12}|(?:GD|HA)\\d{3}', 'GB123456789'),
  formatOnly('HR', '\\d{11}', 'HR12345678901'),
  formatOnly('HU', '\\d{8}', 'HU12345678'),
  formatOnly('IE', '\\d[A-Z0-9+*]\\d{5}[A-Z]|\\d{7}[A-Z]{2}', 'IE1234567X'),
  formatOnly('LT', '\\d{9}|\\d{12}', 'LT123456789'),
  formatOnly('LV', '\\d{11}', 'LV12345678901'),
  formatOnly('MT', '\\d{8}', 'MT12345678'),
  formatOnly('NL', '[0-9A-Z+*]{9}B\\d{2}', 'NL123456789B01'),
  formatOnly('PL', '\\d{10}', 'PL1234567890'),
  formatOnly('PT', '\\d{9}', 'PT123456789'),
  formatOnly('RO', '\\d{2,10}', 'RO1234567890'),
  formatOnly('SE', '\\d{12}', 'SE123456789001'),
  formatOnly('SI', '\\d{8}', 'SI12345678'),
  formatOnly('SK', '\\d{10}', 'SK1234567890'),
  formatOnly('XI', '\\d{9}|\\d{12}|(?:GD|HA)\\d{3}', 'XI123456789'),
])

const prefixOf = (country: string): string => (country === 'GR' ? 'EL' : country)

/** `CHE-123.456.788 MWST`, as Art. 26 MWSTG has it on an invoice; elsewhere without spaces. */
const printed = (compact: string): string => {
  const uid = /^CHE(\d{3})(\d{3})(\d{3})([A-Z]*)$/.exec(compact)
  if (!uid) return compact.replace(/^(LI|FL)(?=\d{5}$)/, '')
  const [, first, second, third, suffix] = uid
  return `CHE-${first}.${second}.${third}${suffix ? ` ${suffix}` : ''}`
}

/** As typed, or with the prefix that the country says is meant. */
const spellings = (compact: string, prefix: string): readonly string[] => [
  compact,
  `${prefix === 'CH' ? 'CHE' : prefix}${compact}`,
]

/**
 * Reads a VAT number as people type it: with or without spaces, dots and dashes, small letters, or the prefix of the
 * country left out. A prefix of another country than the buyer's is fine: businesses are registered where they sell.
 * Check digits are held against for Switzerland, Germany, Austria, France, Italy, Belgium and Luxembourg, for the other
 * members of the EU and for the United Kingdom the format. Liechtenstein gives out five digits without a check digit; a
 * Swiss UID is taken there, too. Elsewhere a number is whatever stands there. Whether it is in force only the register
 * knows.
 *
 * Sources: UID: eCH-0097 and Art. 26 MWSTG; Liechtenstein: Landesverwaltung, «Umsetzung der UID in Liechtenstein» (the
 * five-digit MWST number is kept); formats: European Commission, VIES, «VAT identification number structure»; check
 * digits: ISO 7064 MOD 11,10 (DE), BMF «Konstruktionsregeln der UID» (AT, with those of BE, FR, IT and LU).
 *
 * @param country of the buyer, ISO 3166-1 alpha-2.
 * @returns a refusal with the field where it can't be one.
 */
export const readVatNumber = (typed: string, country: string): VatNumber | Refused<'invalid_request'> => {
  const compact = typed.toUpperCase().replace(/[\s.\-‐‑–/]/g, '')
  if (compact === '') return { text: '', checked: 'nothing' }
  const own = schemes.get(prefixOf(country))
  const fits = (text: string) => [...schemes.values()].find(({ shape }) => shape.test(text) && !/^\d/.test(text))
  for (const text of own ? spellings(compact, prefixOf(country)) : [compact]) {
    const scheme = own?.shape.test(text) ? own : fits(text)
    if (!scheme) continue
    if (scheme.holds && !scheme.holds(scheme.shape.exec(text)?.[1] ?? '')) return wrong('digits', scheme.example)
    return { text: printed(text), checked: scheme.holds ? 'digits' : 'format' }
  }
  return own ? wrong('format', own.example) : { text: typed.trim(), checked: 'nothing' }
}

const wrong = (why: 'digits' | 'format', example: string): Refused<'invalid_request'> =>
  refuse(
    'invalid_request',
    why === 'digits'
      ? 'The check digit does not fit: a digit is mistyped, or two are swapped.'
      : `This is no VAT number of the country; one looks like ${example}.`,
    { field: 'vatNumber' },
  )
