import type { Language } from '@/lib/core/invoices/snapshot'
import { type Declared, namesOfSkill, shownPrice, wordsOfMeter } from '@/lib/core/usage/meter-words'
import type { PriceChange } from './differences'
import { type PriceSet, writePriceSet } from './price-set'

/** What a skill or meter of a price, or of revenue, is called; nothing for fees. */
export const nameOfPrice = (declared: Declared, language: Language, kind: string, id: string): string => {
  if (kind === 'skill') return namesOfSkill(declared, id)[language]
  return kind === 'meter' || kind === 'usage' ? wordsOfMeter(declared, id, '').words[language].name : ''
}

/**
 * The prices of a version as people read them: skills and meters by their declared names, and the price of a meter for
 * the unit that is shown, exactly.
 */
export const spokenPrices = (declared: Declared, language: Language, set: PriceSet) => {
  const { skills, meters, ...fees } = writePriceSet(set)
  return {
    ...fees,
    skills: skills.map(({ skill, pricePerDay }) => ({
      skill,
      name: namesOfSkill(declared, skill)[language],
      pricePerDay,
    })),
    meters: meters.map(({ meter, unit, pricePerUnit }) => {
      const { scale, words } = wordsOfMeter(declared, meter, unit)
      return { meter, name: words[language].name, unit: words[language].one, price: shownPrice(pricePerUnit, scale) }
    }),
  }
}

/** A change of a price as people read it. */
export type SpokenChange = PriceChange & {
  /** The declared name of the skill or meter; empty for fees. */
  readonly spoken: string
}

/** The same of what changed: `name` stays the id, the amounts and the unit are those that are shown. */
export const spokenChange = (declared: Declared, language: Language, change: PriceChange): SpokenChange => {
  const { kind, name, unit, before, after } = change
  const spoken = nameOfPrice(declared, language, kind, name)
  if (kind !== 'meter') return { ...change, spoken }
  const { scale, words } = wordsOfMeter(declared, name, unit)
  const shown = (amount: string | null) => (amount === null ? null : shownPrice(amount, scale))
  return { ...change, spoken, unit: words[language].one, before: shown(before), after: shown(after) }
}
