import { expect, test } from 'vitest'
import { retryWaits } from './retry'

test('waits grow from seconds to hours, and end within a month', () => {
  expect(retryWaits[0]).toBe(10)
  for (const [place, wait] of retryWaits.entries()) expect(wait).toBeGreaterThanOrEqual(retryWaits[place - 1] ?? 0)
  const days = retryWaits.reduce((sum, wait) => sum + wait, 0) / 86_400
  expect([days > 21, days < 31]).toEqual([true, true])
})
