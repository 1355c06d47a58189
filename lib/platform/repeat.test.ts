import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Repeated, type Rounds, repeat } from './repeat'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

const told: Rounds[] = []
const begin = (over: Partial<Repeated>) => {
  told.length = 0
  return repeat({
    what: 'test',
    everyMs: 500,
    work: async () => 0,
    report: async (rounds) => {
      told.push(rounds)
    },
    nowMs: Date.now,
    ...over,
  })
}

test('rounds that do nothing are told once in ten seconds', async () => {
  const end = begin({})
  await vi.advanceTimersByTimeAsync(30_000)
  expect(told.map(({ startedAt, endedAt, done }) => [startedAt, endedAt, done])).toEqual([
    [0, 0, 0],
    [500, 10_000, 0],
    [10_500, 20_000, 0],
    [20_500, 30_000, 0],
  ])
  await end()
})

test('what was done is told within a second or so, and all of it', async () => {
  const end = begin({ work: async () => 3 })
  await vi.advanceTimersByTimeAsync(10_000)
  await end()
  expect(told.length).toBeLessThanOrEqual(11)
  expect(told.reduce((sum, { done }) => sum + done, 0)).toBe(63)
})

test('work that fails goes on, and its turn for the worse and for the better are told at once', async () => {
  let fails = false
  const end = begin({
    work: async () => {
      if (fails) throw new Error('broken')
      return 0
    },
  })
  await vi.advanceTimersByTimeAsync(2_000)
  fails = true
  await vi.advanceTimersByTimeAsync(500)
  fails = false
  await vi.advanceTimersByTimeAsync(500)
  await end()
  expect(told.map(({ endedAt, error }) => [endedAt, error instanceof Error])).toEqual([
    [0, false],
    [2_500, true],
    [3_000, false],
  ])
})

test('a report that fails stops nothing, and eager work goes on at once as long as there is any', async () => {
  let left = 5
  const work = vi.fn(async () => (left > 0 ? left-- : 0))
  const end = begin({ eager: true, everyMs: 60_000, work, report: () => Promise.reject(new Error('no database')) })
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
