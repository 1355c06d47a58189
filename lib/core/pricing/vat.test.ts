import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor, sum } from '@/lib/core/money/amount'
import { rateOn, summarise, taxOn, zeroRate } from './vat'

const amounts = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map(minor)
const rates = fc.constantFrom('0.00', '2.60', '3.80', '8.10', '8.80', '10.00', '19.00')
const treatment = fc.constant('domestic' as const)
const lines = fc.array(fc.record({ amount: amounts, taxRate: rates, treatment }), { maxLength: 40 })

test.each([
  [10_000n, '8.10', 810n],
  [50n, '1.00', 1n],
  [49n, '1.00', 0n],
  [-50n, '1.00', -1n],
  [3161n, '8.10', 256n],
  [5n, '10.00', 1n],
  [0n, '8.10', 0n],
  [12_345n, '0.00', 0n],
])('tax on %s at %s %% is %s', (base, rate, tax) => {
  expect(taxOn(minor(base), rate)).toBe(tax)
})

test('bases add up to the lines, each rate once, lowest first, each tax rounded once', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const rows = summarise(all)
      expect(sum(rows.map(({ base }) => base))).toBe(sum(all.map(({ amount }) => amount)))
      expect(rows.map(({ rate }) => rate)).toEqual(
        [...new Set(all.map(({ taxRate }) => taxRate))].sort((a, b) => Number(a) - Number(b)),
      )
      for (const { rate, base, tax } of rows) {
        expect(base).toBe(
          all.reduce<bigint>((total, line) => (line.taxRate === rate ? total + line.amount : total), 0n),
        )
        const exact = base * BigInt(rate.replace('.', ''))
        const off = 2n * ((tax < 0n ? -tax : tax) * 10_000n - (exact < 0n ? -exact : exact))
        expect(off > -10_000n && off <= 10_000n).toBe(true)
      }
    }),
  )
})

test('a credit of the same amount takes back exactly the tax', () => {
  fc.assert(
    fc.property(amounts, rates, (base, rate) => {
      expect(taxOn(minor(-base), rate)).toBe(-taxOn(base, rate))
    }),
  )
})

test('nothing is taxed at the rate of zero', () => {
  fc.assert(fc.property(amounts, (base) => taxOn(base, zeroRate) === 0n))
})

test.each(['', '8,1', 'abc', '8.123'])('"%s" is no rate', (rate) => {
  expect(() => taxOn(minor(1n), rate)).toThrow(RangeError)
})

const law = [
  { version: 1, effectiveOn: '2018-01-01', rate: '7.70' },
  { version: 2, effectiveOn: '2024-01-01', rate: '8.10' },
  { version: 3, effectiveOn: '2028-01-01', rate: '8.50' },
  { version: 4, effectiveOn: '2028-01-01', rate: '8.80' },
]

test.each([
  ['2017-12-31', null],
  ['2018-01-01', '7.70'],
  ['2023-12-31', '7.70'],
  ['2024-01-01', '8.10'],
  ['2027-12-31', '8.10'],
  ['2028-01-01', '8.80'],
])('the rate in force on %s is %s, in whatever order the rows come', (day, rate) => {
  fc.assert(
    fc.property(fc.shuffledSubarray(law, { minLength: law.length }), (rows) => {
      expect(rateOn(rows, day)).toBe(rate)
    }),
  )
})
