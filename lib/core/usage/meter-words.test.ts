import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDecimal } from '@/lib/core/money/decimal'
import {
  type MeterWords,
  namesOfSkill,
  nothingDeclared,
  shownPrice,
  shownQuantity,
  unitBeside,
  wordsOfMeter,
} from './meter-words'

const hours: MeterWords = {
  scale: 3600,
  words: {
    en: { name: 'Sandbox time', one: 'hour', other: 'hours' },
    de: { name: 'Sandbox-Laufzeit', one: 'Stunde', other: 'Stunden' },
    fr: { name: 'Temps de sandbox', one: 'heure', other: 'heures' },
    it: { name: 'Tempo di sandbox', one: 'ora', other: 'ore' },
  },
}

test.each([
  ['1678431', 3600, '466.230833'],
  ['3600', 3600, '1'],
  ['-5400', 3600, '-1.5'],
  ['0', 3600, '0'],
  ['10475', 1, '10475'],
  ['0.645161290323', 1, '0.645161290323'],
  ['1', 1_000_000_000_000, '0'],
])('%s at a scale of %s is shown as %s', (quantity, scale, shown) => {
  expect(shownQuantity(quantity, scale)).toBe(shown)
})

test('a price of the shown unit is exact, and the two of them give the amount to a cent of every million', () => {
  expect(shownPrice('0.000028', 3600)).toBe('0.1008')
  expect(shownPrice('1.5', 1)).toBe('1.5')
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 1, max: 100_000 }), (seconds, scale) => {
      const shown = parseDecimal(shownQuantity(String(seconds), scale), 12) ?? 0n
      const off = shown * BigInt(scale) - seconds * 10n ** 12n
      expect(off < 0n ? -off : off).toBeLessThanOrEqual(BigInt(scale) * 500_000n)
    }),
  )
})

test.each([
  ['en', '1', 'hour'],
  ['en', '1.5', 'hours'],
  ['en', '0', 'hours'],
  ['de', '1.000', 'Stunde'],
  ['de', '-1', 'Stunde'],
  ['fr', '0', 'heure'],
  ['fr', '1.999999', 'heure'],
  ['fr', '2', 'heures'],
  ['it', '2', 'ore'],
] as const)('in %s, %s is beside %s', (language, quantity, unit) => {
  expect(unitBeside(hours.words[language], quantity, language)).toBe(unit)
})

test('what was declared is what is shown; without it usual units have usual words, others stand as they are', () => {
  const declared = { meters: new Map([['sandbox.seconds', hours]]), skills: new Map() }
  expect(wordsOfMeter(declared, 'sandbox.seconds', 'second')).toEqual(hours)
  const pages = wordsOfMeter(nothingDeclared, 'doc.pages', 'page')
  expect([pages.scale, unitBeside(pages.words.de, '10475', 'de'), unitBeside(pages.words.fr, '1', 'fr')]).toEqual([
    1,
    'Seiten',
    'page',
  ])
  expect(wordsOfMeter(nothingDeclared, 'x.y', 'blorb').words.it).toEqual({ name: 'x.y', one: 'blorb', other: 'blorb' })
  expect(namesOfSkill(nothingDeclared, 'ocr')).toMatchObject({ de: 'ocr' })
})
