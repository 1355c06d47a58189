import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Refusal } from './errors'
import { gather } from './gather'

const slowly = (rounds: number[][]) => async (items: readonly number[]) => {
  rounds.push([...items])
  await sleep(1)
  return items.map((item) => item * 10)
}

test('the first goes at once, those that come meanwhile go together, and each gets its own answer', async () => {
  const rounds: number[][] = []
  const ask = gather({ run: slowly(rounds) })
  expect(await Promise.all([1, 2, 3, 4].map(ask))).toEqual([10, 20, 30, 40])
  expect(rounds).toEqual([[1], [2, 3, 4]])
})

test('what does not fit goes in a later round', async () => {
  const rounds: number[][] = []
  const ask = gather({ run: slowly(rounds), fits: (taken: readonly number[], item) => !taken.includes(item) })
  expect(await Promise.all([7, 5, 5, 6, 5].map(ask))).toEqual([70, 50, 50, 60, 50])
  expect(rounds).toEqual([[7], [5, 6], [5], [5]])
})

test('one that fails fails alone', async () => {
  const ask = gather<number, number>({
    run: async (items) => {
      await sleep(1)
      if (items.includes(3)) throw new Error('not 3')
      return items
    },
  })
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(ask))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})

test('where the database is away, all are told at once, and nobody is tried alone', async () => {
  const rounds: number[][] = []
  const ask = gather<number, number>({
    run: async (items) => {
      rounds.push([...items])
      await sleep(1)
      throw new Refusal('unavailable', 'The database is away.')
    },
  })
  const outcomes = await Promise.allSettled([1, 2, 3].map(ask))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(rounds).toEqual([[1], [2, 3]])
})

test('nobody waits for a round that is stuck', async () => {
  const ask = gather<number, number>({
    run: (items) => (items.includes(1) ? new Promise(() => {}) : Promise.resolve(items)),
  })
  void ask(1)
  expect(await Promise.race([ask(2), sleep(1000).then(() => 'stuck')])).toBe(2)
})
