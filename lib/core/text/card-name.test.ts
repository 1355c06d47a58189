import { expect, it } from 'vitest'
import { cardMonth, cardName } from './card-name'

it.each([
  ['visa', '4242', 'Visa •••• 4242'],
  ['amex', '0005', 'American Express •••• 0005'],
  ['cartes_bancaires', '0001', 'Cartes Bancaires •••• 0001'],
  ['new_brand', '1234', 'New brand •••• 1234'],
  ['unknown', '1234', 'Card •••• 1234'],
  ['', '', 'Card'],
])('a card of brand "%s" that ends on "%s" is told as "%s"', (brand, last4, name) => {
  expect(cardName({ brand, last4 })).toBe(name)
})

it('a month is told as it is printed on cards', () => {
  expect(cardMonth('2030-12')).toBe('12/2030')
})
