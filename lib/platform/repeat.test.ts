import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Repeated, repeat } from './repeat'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

const begin = (over: Partial<Repeated>) => repeat({ what: 'test', everyMs: 500, work: async () => 0, ...over })

test('work that fails goes on', async () => {
  let rounds = 0
  const end = begin({
    work: async () => {
      rounds += 1
      if (rounds === 2) throw new Error('broken')
      return 0
    },
  })
  await vi.advanceTimersByTimeAsync(1_500)
  await end()
  expect(rounds).toBe(4)
})

test('eager work goes on at once as long as there is any', async () => {
  let left = 5
  const work = vi.fn(async () => (left > 0 ? left-- : 0))
  const end = begin({ eager: true, everyMs: 60_000, work })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(work).toHaveBeenCalledTimes(6)
  await end()
})

test('once ended nothing is done any more', async () => {
  const work = vi.fn(async () => 0)
  const end = begin({ work })
  await vi.advanceTimersByTimeAsync(600)
  await end()
  const before = work.mock.calls.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(work).toHaveBeenCalledTimes(before)
})

test('what is rarely due and failed is tried again soon, then less and less often, and as before once it ended well', async () => {
  const [second, hour] = [1_000, 3_600_000]
  const rounds: number[] = []
  let failuresLeft = 3
  const end = begin({
    everyMs: hour,
    work: async () => {
      rounds.push(Date.now())
      failuresLeft -= 1
      if (failuresLeft >= 0) throw new Error('the database is away')
      return 0
    },
  })
  await vi.advanceTimersByTimeAsync(2 * hour)
  await end()
  expect(rounds).toEqual([0, 5, 15, 35, 35 + 3_600].map((seconds) => seconds * second))
})

test('what fails for long is tried no less often than it is due', async () => {
  const rounds: number[] = []
  const end = begin({
    everyMs: 60_000,
    work: async () => {
      rounds.push(Date.now())
      throw new Error('the database is away')
    },
  })
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  await end()
  expect(rounds.slice(0, 6)).toEqual([0, 5_000, 15_000, 35_000, 75_000, 135_000])
  expect(rounds.at(-1)).toBe(555_000)
})
