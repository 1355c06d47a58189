import { expect, test } from 'vitest'
import { readTerms } from './read-terms'

const limits = { least: '5.00', most: '10000.00' }

test.each([
  [
    { threshold: '5', amount: '20', monthlyCap: '' },
    { threshold: '5.00', amount: '20.00', monthlyCap: null },
  ],
  [
    { threshold: '0', amount: "1'000.50", monthlyCap: '2000' },
    { threshold: '0.00', amount: '1000.50', monthlyCap: '2000.00' },
  ],
])('terms are read as people type them (%#)', (typed, terms) => {
  expect(readTerms(typed, limits)).toEqual({ terms })
})

test.each([
  [
    { threshold: '', amount: 'x', monthlyCap: '1.234' },
    { threshold: 'noAmount', amount: 'noAmount', monthlyCap: 'noAmount' },
  ],
  [
    { threshold: '-1', amount: '4.99', monthlyCap: '' },
    { threshold: 'noAmount', amount: 'outOfRange' },
  ],
  [{ threshold: '5', amount: '10000.01', monthlyCap: '' }, { amount: 'outOfRange' }],
  [{ threshold: '5', amount: '20', monthlyCap: '19.99' }, { monthlyCap: 'capTooLow' }],
])('each field says what is wrong with it (%#)', (typed, faults) => {
  expect(readTerms(typed, limits)).toEqual({ faults })
})
