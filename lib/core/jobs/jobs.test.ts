import { expect, test } from 'vitest'
import { isMissed, jobNames } from './jobs'

test('a job is missed once it stayed away for two of its rounds and a minute', () => {
  expect([isMissed('calls', 0n, 61_000n), isMissed('calls', 0n, 61_001n)]).toEqual([false, true])
  expect([isMissed('books', 0n, 7_260_000n), isMissed('books', 0n, 7_260_001n)]).toEqual([false, true])
})

test('no job that has just ended is missed, whatever the clock says', () => {
  for (const job of jobNames) expect([isMissed(job, 5n, 5n), isMissed(job, 5n, 0n)]).toEqual([false, false])
})
