import type { Db } from '@/db/client'
import type { MeterWords, SkillNames } from '@/lib/core/usage/meter-words'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { contextOf, prices } from './fixtures'

const word = (name: string, one: string, other: string) => ({ name, one, other })

/** `sandbox.seconds`, measured by the second and shown by the hour. */
export const sandboxWords: MeterWords = {
  scale: 3600,
  words: {
    en: word('Sandbox time', 'hour', 'hours'),
    de: word('Sandbox-Laufzeit', 'Stunde', 'Stunden'),
    fr: word('Temps de sandbox', 'heure', 'heures'),
    it: word('Tempo di sandbox', 'ora', 'ore'),
  },
}

/** The skill `ocr`. */
export const ocrNames: SkillNames = {
  en: 'Text recognition',
  de: 'Texterkennung',
  fr: 'Reconnaissance',
  it: 'Riconoscimento',
}

/** The second version of `standard`, with a price for `sandbox.seconds`. */
export const publishSandboxPrice = (db: Db): Promise<unknown> => {
  const meters = [...prices.meters, { meter: 'sandbox.seconds', unit: 'second', pricePerUnit: '0.000028' }]
  return publishPrices(contextOf(db), { book: 'standard', currency: 'CHF', expected: 1, prices: { ...prices, meters } })
}
