import { describe, expect, it } from 'vitest'
import { totalsOf } from './totals'

describe('the total of an invoice', () => {
  it.each([
    ['is charged', 5_000, 0, { amountDue: 5_000, endingBalance: 0 }],
    ['takes credit of the customer first', 5_000, -2_000, { amountDue: 3_000, endingBalance: 0 }],
    ['leaves credit that is not needed', 5_000, -8_000, { amountDue: 0, endingBalance: -3_000 }],
    ['becomes credit where it is negative', -1_200, 0, { amountDue: 0, endingBalance: -1_200 }],
    ['waits on the balance below the smallest charge', 49, 0, { amountDue: 0, endingBalance: 49 }],
    ['brings along what waited', 5_000, 49, { amountDue: 5_049, endingBalance: 0 }],
    ['is nothing for a free plan', 0, 0, { amountDue: 0, endingBalance: 0 }],
  ])('%s', (_, amount, balance, expected) => {
    expect(totalsOf([{ amount }], balance, 'chf')).toEqual({ total: amount, startingBalance: balance, ...expected })
  })
})
