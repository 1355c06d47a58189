import type { Language } from '@/lib/core/invoices/snapshot'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import { languages } from '@/lib/core/text/language'
import { commonUnits } from './common-units'

/** What a meter and its unit are called in one language: beside one, and beside any other number. */
export type UnitNames = { readonly name: string; readonly one: string; readonly other: string }

/** How quantities of a meter are shown (M11). */
export type MeterWords = {
  /** So many units of the meter are one of the unit that is shown: 3600 where seconds are shown as hours. */
  readonly scale: number
  readonly words: Readonly<Record<Language, UnitNames>>
}

/** What a skill is called. */
export type SkillNames = Readonly<Record<Language, string>>

/** What was declared, by meter and by skill. */
export type Declared = {
  readonly meters: ReadonlyMap<string, MeterWords>
  readonly skills: ReadonlyMap<string, SkillNames>
}

export const nothingDeclared: Declared = { meters: new Map(), skills: new Map() }

export const mostScale = 1_000_000_000_000

const inEveryLanguage = <Value>(of: (language: Language) => Value): Readonly<Record<Language, Value>> =>
  Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<Language, Value>

/** The usual words for a unit, or the unit as it is priced. */
const wordsOfUnit = (unit: string, language: Language): Pick<UnitNames, 'one' | 'other'> =>
  commonUnits[unit]?.[language] ?? { one: unit, other: unit }

/** The unit that a meter is priced by, in English, beside a number of it. */
export const measuredUnit = (unit: string, count: number): string => {
  const { one, other } = wordsOfUnit(unit, 'en')
  return count === 1 ? one : other
}

/**
 * How quantities of a meter are shown: as it was declared, else by its own name, with the usual words for a usual unit
 * and the unit as it is priced for any other.
 */
export const wordsOfMeter = (declared: Declared, meter: string, unit: string): MeterWords =>
  declared.meters.get(meter) ?? {
    scale: 1,
    words: inEveryLanguage((language) => ({ name: meter, ...wordsOfUnit(unit, language) })),
  }

export const namesOfSkill = (declared: Declared, skill: string): SkillNames =>
  declared.skills.get(skill) ?? inEveryLanguage(() => skill)

const places = 12
/** Decimals of a quantity that is shown in another unit than it was measured in. */
const shownPlaces = 6
const rest = 10n ** BigInt(places - shownPlaces)

/** A measured quantity, decimal text, in the unit that is shown: exact where the scale is 1, else to six places. */
export const shownQuantity = (quantity: string, scale: number): string => {
  const parsed = scale === 1 ? null : parseDecimal(quantity, places)
  if (parsed === null) return quantity
  return formatDecimal(halfUp(parsed, BigInt(scale) * rest), shownPlaces, 0)
}

/** The price of the unit that is shown, exactly: decimal text with at least two places. */
export const shownPrice = (unitPrice: string, scale: number): string => {
  const parsed = scale === 1 ? null : parseDecimal(unitPrice, places)
  return parsed === null ? unitPrice : formatDecimal(parsed * BigInt(scale), places, 2)
}

/** The unit beside a shown quantity. French counts up to two as one; the others only one itself. */
export const unitBeside = ({ one, other }: UnitNames, quantity: string, language: Language): string => {
  const size = parseDecimal(quantity.replace('-', ''), places) ?? 0n
  const single = 10n ** BigInt(places)
  return (language === 'fr' ? size < 2n * single : size === single) ? one : other
}
