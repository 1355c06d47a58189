import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { batchInTurn } from './batch-in-turn'
import { withDeadline } from './deadline'
import { Refusal } from './errors'
import { inTurn, isFree, limitTurns } from './turns'

afterEach(() => limitTurns(Number.POSITIVE_INFINITY))

/** A batcher that notes what goes together, and answers each item with itself. */
const noting = (most = 10) => {
  const batches: string[][] = []
  const ask = batchInTurn<string, string>({
    most,
    run: async (_, members) => {
      batches.push(members.map(({ item }) => item))
      await sleep(0)
      for (const { item, done, failed } of members) {
        if (item.startsWith('bad')) failed(new Error(item))
        else done(item)
      }
    },
  })
  return { batches, ask }
}

/** Has the turn of `org` until it is let go. */
const hold = (owner: object): (() => void) => {
  let letGo = (): void => {}
  inTurn(owner, 'org', () => new Promise<void>((done) => (letGo = done)))
  return letGo
}

test('what waits for the same turn goes together, in its order, what others wait for first', async () => {
  const { batches, ask } = noting()
  const owner = {}
  const letGo = hold(owner)
  const asked = [ask(owner, 'org', 'a'), ask(owner, 'org', 'b'), ask(owner, 'org', 'c', 'first')]
  expect(batches).toEqual([])
  letGo()
  expect(await Promise.all(asked)).toEqual(['a', 'b', 'c'])
  expect(batches).toEqual([['c', 'a', 'b']])
  await sleep(0)
  expect(isFree(owner, 'org')).toBe(true)
})

test('no more go together than fit in; the others have the next turn', async () => {
  const { batches, ask } = noting(2)
  const owner = {}
  const letGo = hold(owner)
  const asked = ['a', 'b', 'c', 'd', 'e'].map((item) => ask(owner, 'org', item))
  letGo()
  expect(await Promise.all(asked)).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(batches).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  await sleep(0)
  expect(isFree(owner, 'org')).toBe(true)
})

test('others that take turns have theirs between two batches', async () => {
  const { batches, ask } = noting(1)
  const owner = {}
  const letGo = hold(owner)
  const order: string[] = []
  const asked = [
    ask(owner, 'org', 'a').then((item) => order.push(item)),
    inTurn(owner, 'org', async () => order.push('between')),
    ask(owner, 'org', 'b').then((item) => order.push(item)),
  ]
  letGo()
  await Promise.all(asked)
  expect(order).toEqual(['a', 'between', 'b'])
  expect(batches).toEqual([['a'], ['b']])
})

test('names and owners have nothing to do with each other', async () => {
  const { batches, ask } = noting()
  const [one, other] = [{}, {}]
  const letGo = hold(one)
  const waiting = ask(one, 'org', 'waits')
  expect(await Promise.all([ask(one, 'another', 'a'), ask(other, 'org', 'b')])).toEqual(['a', 'b'])
  letGo()
  expect(await waiting).toBe('waits')
  expect(batches).toEqual([['a'], ['b'], ['waits']])
})

test('if one fails, only that one is told; if the batch fails, all are', async () => {
  const { ask } = noting()
  const owner = {}
  const letGo = hold(owner)
  const asked = ['a', 'bad b', 'c'].map((item) => ask(owner, 'org', item))
  letGo()
  const results = await Promise.allSettled(asked)
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  const broken = batchInTurn<string, string>({
    most: 10,
    run: async () => {
      throw new Error('nothing works')
    },
  })
  for (const asking of [broken(owner, 'org', 'a'), broken(owner, 'org', 'b')]) {
    await expect(asking).rejects.toThrow('nothing works')
  }
  await sleep(0)
  expect(isFree(owner, 'org')).toBe(true)
})

test('who has the turn goes at once, and waits neither for it nor for others', async () => {
  const { batches, ask } = noting()
  const owner = {}
  const inner = inTurn(owner, 'org', async () => {
    await sleep(0)
    return ask(owner, 'org', 'inner')
  })
  const later = ask(owner, 'org', 'later')
  expect(await Promise.all([inner, later])).toEqual(['inner', 'later'])
  expect(batches).toEqual([['inner'], ['later']])
})

test('who waits for longer than it may is refused, has begun nothing, and keeps the others their place', async () => {
  const { batches, ask } = noting()
  const owner = {}
  const letGo = hold(owner)
  const patient = ask(owner, 'org', 'patient')
  const hurried = withDeadline(performance.now() + 5, () => ask(owner, 'org', 'hurried'))
  const refusal = await hurried.catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal).toMatchObject({ code: 'unavailable', status: 503 })
  letGo()
  expect(await patient).toBe('patient')
  expect(batches).toEqual([['patient']])
})

test('a turn that does not come in time is asked for again by those who may still wait', async () => {
  const { batches, ask } = noting()
  const owner = {}
  const letGo = hold(owner)
  limitTurns(20)
  const refused = ask(owner, 'org', 'refused').catch((error: unknown) => error)
  await sleep(0)
  limitTurns(Number.POSITIVE_INFINITY)
  const patient = ask(owner, 'org', 'patient')
  expect(await refused).toBeInstanceOf(Refusal)
  letGo()
  expect(await patient).toBe('patient')
  expect(batches).toEqual([['patient']])
  await sleep(0)
  expect(isFree(owner, 'org')).toBe(true)
})
