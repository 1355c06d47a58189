import { expect, test } from 'vitest'
import { frozenWords } from './dispute-said'

test.each([
  ['open', '20.00', '0.00', 'CHF 20.00 of its credit is frozen.'],
  ['open', '0.00', '0.00', 'No unused credit was left to freeze.'],
  ['asked', '0.00', '0.00', 'No credit is frozen.'],
  ['asked', null, '0.00', 'No credit is frozen.'],
  ['open', null, '0.00', 'Its unused credit is about to be frozen.'],
  ['won', null, '0.00', 'No credit was frozen.'],
  ['won', '20.00', '20.00', 'CHF 20.00 of frozen credit came back.'],
  ['won', '0.00', '0.00', 'No credit was frozen.'],
  ['lost', '5.00', '0.00', 'CHF 5.00 of its credit was frozen and is gone.'],
  ['lost', '0.00', '0.00', 'No unused credit was left to freeze.'],
] as const)(
  'a dispute that is %s says what became of the credit (%s taken, %s back)',
  (standing, taken, returned, words) => {
    expect(frozenWords({ standing, taken, returned }, 'CHF')).toBe(words)
  },
)
