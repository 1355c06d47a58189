import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { recall } from './recall'

/** A memory of a second over something that counts how often it is read, with a clock that is set by hand. */
const scene = () => {
  const state = { now: 0, reads: [] as string[], value: 'first', fails: false }
  const held: (() => void)[] = []
  const ask = recall({
    read: async (key) => {
      state.reads.push(key)
      if (key.startsWith('slow')) await new Promise<void>((done) => held.push(done))
      if (state.fails) throw new Error('away')
      return state.value
    },
    keeps: (value) => value !== 'nothing',
    ms: 1000,
    most: 2,
    nowMs: () => state.now,
  })
  const release = (): void => {
    for (const done of held.splice(0)) done()
  }
  return { state, ask, release }
}

test('what was read is answered from memory, until its time is over', async () => {
  const { state, ask } = scene()
  expect(await ask('a')).toBe('first')
  state.value = 'second'
  state.now = 499
  expect(await ask('a')).toBe('first')
  expect(state.reads).toEqual(['a'])
  state.now = 1000
  expect(await ask('a')).toBe('second')
  expect(state.reads).toEqual(['a', 'a'])
})

test('after half of its time it is read again by one of those who ask, and none of them waits', async () => {
  const { state, ask } = scene()
  await ask('a')
  state.value = 'second'
  state.now = 500
  expect(await Promise.all([ask('a'), ask('a'), ask('a')])).toEqual(['first', 'first', 'first'])
  await turn()
  expect(await ask('a')).toBe('second')
  expect(state.reads).toEqual(['a', 'a'])
  state.now = 1499
  expect(await ask('a')).toBe('second')
})

test('those who ask while it is read share the reading, and its time counts from when it began', async () => {
  const { state, ask, release } = scene()
  const answers = Promise.all([ask('slow'), ask('slow')])
  await turn()
  state.now = 900
  release()
  expect(await answers).toEqual(['first', 'first'])
  expect(state.reads).toEqual(['slow'])
  state.now = 1000
  const again = ask('slow')
  await turn()
  expect(state.reads).toEqual(['slow', 'slow'])
  release()
  await again
})

test('what is not to be kept is read each time, also where something was kept before', async () => {
  const { state, ask } = scene()
  await ask('a')
  state.value = 'nothing'
  state.now = 600
  expect(await ask('a')).toBe('first')
  await turn()
  expect(await ask('a')).toBe('nothing')
  expect(await ask('a')).toBe('nothing')
  expect(state.reads).toEqual(['a', 'a', 'a', 'a'])
})

test('a reading that fails is said to those who need it, and does no harm to those who do not', async () => {
  const { state, ask } = scene()
  await ask('a')
  state.fails = true
  state.now = 700
  expect(await ask('a')).toBe('first')
  await turn()
  state.now = 1000
  await expect(ask('a')).rejects.toThrow('away')
  state.fails = false
  expect(await ask('a')).toBe('first')
})

test('the one that was read longest ago is forgotten where there are too many', async () => {
  const { state, ask } = scene()
  for (const key of ['a', 'b', 'c']) await ask(key)
  await ask('c')
  await ask('b')
  expect(state.reads).toEqual(['a', 'b', 'c'])
  await ask('a')
  expect(state.reads).toEqual(['a', 'b', 'c', 'a'])
})
