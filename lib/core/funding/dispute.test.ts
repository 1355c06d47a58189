import { expect, it } from 'vitest'
import { minor, pico } from '@/lib/core/money/amount'
import { creditOfDispute, disputeStanding, effectOf } from './dispute'

it.each([
  ['needs_response', 'freeze', 'open'],
  ['under_review', 'freeze', 'open'],
  ['lost', 'freeze', 'lost'],
  ['a status of tomorrow', 'freeze', 'open'],
  ['warning_needs_response', 'none', 'asked'],
  ['warning_under_review', 'none', 'asked'],
  ['warning_closed', 'return', 'won'],
  ['won', 'return', 'won'],
  ['prevented', 'return', 'won'],
])('a dispute that is %s has the effect %s, and stands as %s', (status, effect, standing) => {
  expect(effectOf(status)).toBe(effect)
  expect(disputeStanding(status)).toBe(standing)
})

it.each([
  [1_000n, 5n],
  [2_000n, 11n],
  [2_500n, 11n],
])('%s of 2000 that were paid bought %s of 11', (amount, credit) => {
  expect(creditOfDispute({ paid: minor(2_000n), credit: pico(11n) }, minor(amount))).toBe(credit)
})
