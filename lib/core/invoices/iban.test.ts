import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isIban } from './iban'

it.each(['CH9300762011623852957', 'CH4431999123000889012', 'DE89370400440532013000', 'FR1420041010050500013M02606'])(
  'accepts %s',
  (iban) => expect(isIban(iban)).toBe(true),
)

it.each([
  '',
  'CH93',
  'CH93 0076 2011 6238 5295 7',
  'ch9300762011623852957',
  'CH9300762011623852958',
  '9300762011623852957CH',
])('refuses "%s"', (iban) => expect(isIban(iban)).toBe(false))

it('notices any single wrong digit', () => {
  const iban = 'CH9300762011623852957'
  fc.assert(
    fc.property(fc.integer({ min: 2, max: iban.length - 1 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
      const digit = (Number(iban[place]) + by) % 10
      return !isIban(iban.slice(0, place) + digit + iban.slice(place + 1))
    }),
  )
})
