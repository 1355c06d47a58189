import { expect, test } from 'vitest'
import { speakerOf } from '@/lib/i18n/speak'
import { amountWords, exactWords, missingWords, percentOf, type SayUnits } from './amount'

test.each([
  ['4.170992', 'USD', 'USD 4.17'],
  ['1234.995', 'CHF', 'CHF 1’235.00'],
  ['-1.65', 'USD', 'USD −1.65'],
  ['0.004', 'CHF', 'CHF 0.00'],
  ['31.74', 'compute.units', '31.7 units'],
  ['1000', 'doc.units', '1’000 units'],
])('%s of %s reads %s', (amount, asset, words) => {
  expect(amountWords(amount, asset)).toBe(words)
})

test.each([
  ['1', '3', 33],
  ['0.999999999999', '1', 99],
  ['5', '5', 100],
  ['1', '0', 0],
])('%s of %s is %s percent, rounded down', (part, whole, percent) => {
  expect(percentOf(part, whole)).toBe(percent)
})

test.each([
  ['34692.288423456768', 'CHF 34’692.29'],
  ['0.000000000001', 'CHF 0.01'],
  ['40', 'CHF 40.00'],
  ['12.340000000000', 'CHF 12.34'],
])('%s that is missing reads %s: a cent less would not do', (amount, words) => {
  expect(missingWords(amount, 'CHF')).toBe(words)
})

test('units are said in the language of the page', () => {
  const german: SayUnits = (key, values) => speakerOf('de')(`ui.${key}`, values)
  expect(amountWords('31.74', 'compute.units', german)).toBe('31.7 Einheiten')
  expect(exactWords('31.740', 'compute.units', german)).toBe('31.74 Recheneinheiten')
  expect(exactWords('1000', 'doc.units', german)).toBe('1’000 Dokumenteinheiten')
  expect(exactWords('0.5', 'CHF', german)).toBe('CHF 0.50')
})
