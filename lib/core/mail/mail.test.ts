import { expect, test } from 'vitest'
import { isGivenUp, standingOf } from './attempt'
import { readReminder } from './document-mail'
import { wayToPay } from './way-to-pay'

const hour = 3_600_000
test.each([
  ['card', true, '', 'card_charged'],
  ['card', false, '', 'card'],
  ['invoice', false, 'CH9300762011623852957', 'transfer'],
  ['invoice', false, '', 'by_day'],
] as const)(
  'an invoice that is paid by %s, charged: %s, to the account %s, is paid so',
  (payBy, charged, iban, way) => {
    expect(wayToPay({ payBy, seller: { iban } }, charged)).toBe(way)
  },
)

test.each([
  ['inv_1:2', { invoice: 'inv_1', level: 2 }],
  ['inv_1', null],
  ['inv_1:4', null],
  [':1', null],
])('%s names a reminder, or none', (reference, expected) => expect(readReminder(reference)).toEqual(expected))

test('an e-mail is given up after three days, to the moment', () => {
  expect([isGivenUp(0, 72 * hour - 1), isGivenUp(0, 72 * hour)]).toEqual([false, true])
})

test('several addresses stand as what is left to do, then as the best of them', () => {
  expect(standingOf(['sent', 'waiting'])).toBe('waiting')
  expect(standingOf(['refused', 'sent'])).toBe('sent')
  expect([standingOf(['refused', 'given_up']), standingOf([])]).toEqual(['unsent', 'unsent'])
})
