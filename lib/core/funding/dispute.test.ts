import { expect, it } from 'vitest'
import { minor, pico } from '@/lib/core/money/amount'
import { creditOfDispute, effectOf } from './dispute'

it.each([
  ['needs_response', 'freeze'],
  ['under_review', 'freeze'],
  ['lost', 'freeze'],
  ['a status of tomorrow', 'freeze'],
  ['warning_needs_response', 'none'],
  ['warning_under_review', 'none'],
  ['warning_closed', 'return'],
  ['won', 'return'],
  ['prevented', 'return'],
])('a dispute that is %s has the effect %s', (status, effect) => {
  expect(effectOf(status)).toBe(effect)
})

it.each([
  [1_000n, 5n],
  [2_000n, 11n],
  [2_500n, 11n],
])('%s of 2000 that were paid bought %s of 11', (amount, credit) => {
  expect(creditOfDispute({ paid: minor(2_000n), credit: pico(11n) }, minor(amount))).toBe(credit)
})
