import { expect, test } from 'vitest'
import { type Pico, pico } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { type Declared, nothingDeclared } from '@/lib/core/usage/meter-words'
import { differences } from './differences'
import type { PriceSet } from './price-set'
import { nameOfPrice, spokenChange, spokenPrices } from './spoken-prices'

const declared: Declared = {
  meters: new Map([
    [
      'sandbox.seconds',
      {
        scale: 3600,
        words: {
          en: { name: 'Sandbox time', one: 'hour', other: 'hours' },
          de: { name: 'Sandbox-Laufzeit', one: 'Stunde', other: 'Stunden' },
          fr: { name: 'Temps de sandbox', one: 'heure', other: 'heures' },
          it: { name: 'Tempo di sandbox', one: 'ora', other: 'ore' },
        },
      },
    ],
  ]),
  skills: new Map([['ocr', { en: 'Text recognition', de: 'Texterkennung', fr: 'OCR', it: 'OCR' }]]),
}

const price = (text: string): Pico => pico(parseDecimal(text, 12) ?? 0n)

const prices = (perSecond: string): PriceSet => ({
  monthlyFee: 4900n as PriceSet['monthlyFee'],
  setupFee: 0n as PriceSet['setupFee'],
  skills: new Map([['ocr', price('0.75')]]),
  meters: new Map([
    ['sandbox.seconds', { unit: 'second', price: price(perSecond) }],
    ['llm.calls', { unit: 'call', price: price('0.01') }],
  ]),
})

test('a price sheet names skills and meters as declared, and prices the hour that is shown instead of the second', () => {
  const { skills, meters } = spokenPrices(declared, 'de', prices('0.000028'))
  expect(skills).toEqual([{ skill: 'ocr', name: 'Texterkennung', pricePerDay: '0.75' }])
  expect(meters).toEqual([
    { meter: 'llm.calls', name: 'llm.calls', unit: 'Aufruf', price: '0.01' },
    { meter: 'sandbox.seconds', name: 'Sandbox-Laufzeit', unit: 'Stunde', price: '0.1008' },
  ])
})

test('a change is read in the unit that is shown, before and after; its percentage and its key stay', () => {
  const changes = differences(prices('0.000028'), prices('0.000014')).map((each) => spokenChange(declared, 'en', each))
  expect(changes.find(({ name }) => name === 'sandbox.seconds')).toEqual({
    kind: 'meter',
    name: 'sandbox.seconds',
    spoken: 'Sandbox time',
    unit: 'hour',
    before: '0.1008',
    after: '0.0504',
    change: 'lowered',
    percent: '-50',
  })
  expect(changes.filter(({ kind }) => kind !== 'meter').map(({ spoken }) => spoken)).toEqual([
    '',
    '',
    'Text recognition',
  ])
})

test('revenue of usage and of skills is named as declared, what nobody declared by its id, and fees by nothing', () => {
  expect(nameOfPrice(declared, 'fr', 'usage', 'sandbox.seconds')).toBe('Temps de sandbox')
  expect(nameOfPrice(nothingDeclared, 'fr', 'usage', 'sandbox.seconds')).toBe('sandbox.seconds')
  expect(nameOfPrice(declared, 'fr', 'skill', 'ocr')).toBe('OCR')
  expect(nameOfPrice(declared, 'fr', 'tenant_fee', '')).toBe('')
})
