import { expect, it } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import { type MeterBook, meterPriceOn } from './meter-price'

const book: MeterBook = {
  book: 'standard',
  versions: [
    { version: 1, effectiveOn: '2026-01-01', meters: new Map([['seconds', pico(5n)]]) },
    {
      version: 2,
      effectiveOn: '2026-07-01',
      meters: new Map([
        ['seconds', pico(7n)],
        ['pages', pico(9n)],
      ]),
    },
  ],
}

it('charges what the version in force on the day says, and names it', () => {
  expect(meterPriceOn(book, 'seconds', '2026-06-30')).toEqual({ version: 1, price: 5n })
  expect(meterPriceOn(book, 'seconds', '2026-07-01')).toEqual({ version: 2, price: 7n })
})

it('tells a meter that no version knows from one that had no price yet', () => {
  expect(meterPriceOn(book, 'hours', '2026-07-01')).toMatchObject({ refused: 'unknown_meter' })
  expect(meterPriceOn(book, 'pages', '2026-06-30')).toMatchObject({ refused: 'price_missing' })
  expect(meterPriceOn(book, 'seconds', '2025-12-31')).toMatchObject({ refused: 'price_missing' })
})
