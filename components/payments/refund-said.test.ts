import { expect, test } from 'vitest'
import { refundSaid } from './refund-said'

const refund = { amount: '20.00', status: 'succeeded', failure: '', taken: '5.00', spent: '15.00' } as const

test.each([
  [refund, 'CHF 20.00 goes back', 'CHF 5.00 of its credit was unused and is gone, CHF 15.00 was spent already.'],
  [
    { ...refund, taken: '20.00', spent: '0.00' },
    'CHF 20.00 goes back',
    'CHF 20.00 of its credit was unused and is gone.',
  ],
  [
    { ...refund, taken: '0.00', spent: '20.00' },
    'CHF 20.00 goes back',
    'All of its credit, CHF 20.00, was spent already and stays spent.',
  ],
  [
    { ...refund, status: 'pending' as const },
    'CHF 20.00 is on its way back',
    'CHF 5.00 of its credit was unused and is gone, CHF 15.00 was spent already.',
  ],
  [
    { ...refund, status: 'failed' as const, failure: 'charge_already_refunded', taken: '0.00', spent: '0.00' },
    'CHF 20.00 cannot go back',
    'Stripe says: charge already refunded. The credit stays.',
  ],
])('a refund is told with what happened to the money and to its credit (%#)', (made, title, text) => {
  expect(refundSaid(made, 'CHF')).toMatchObject({ title, text })
})
