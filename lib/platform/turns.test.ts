import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { withDeadline } from './deadline'
import { Refusal } from './errors'
import { holderOf, inFreeTurns, inTurn, isFree, limitTurns, shareTurns } from './turns'

afterEach(() => limitTurns(Number.POSITIVE_INFINITY))

/** Work that goes on until it is told to end, and notes when it begins. */
const stages = () => {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (what: string) => () => {
    begun.push(what)
    return new Promise<string>((done) => ends.set(what, () => done(what)))
  }
  const end = async (what: string): Promise<void> => {
    ends.get(what)?.()
    await sleep(0)
  }
  return { begun, work, end }
}

test('work under one name is done one after the other, in the order in which it was asked for', async () => {
  const { begun, work, end } = stages()
  const owner = {}
  const all = ['a', 'b', 'c'].map((what) => inTurn(owner, 'org', work(what)))
  expect(begun).toEqual(['a'])
  await end('a')
  expect(begun).toEqual(['a', 'b'])
  await end('b')
  await end('c')
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c'])
  expect(isFree(owner, 'org')).toBe(true)
})

test('what others wait for goes before them, behind what was so before it', async () => {
  const { begun, work, end } = stages()
  const owner = {}
  inTurn(owner, 'org', work('a'))
  inTurn(owner, 'org', work('b'))
  inTurn(owner, 'org', work('c'), 'first')
  inTurn(owner, 'org', work('d'), 'first')
  for (const what of ['a', 'c', 'd', 'b']) await end(what)
  expect(begun).toEqual(['a', 'c', 'd', 'b'])
})

test('other names and other owners wait for nothing, unless they share their turns', async () => {
  const { begun, work, end } = stages()
  const [one, other, third] = [{}, {}, {}]
  shareTurns(one, third)
  inTurn(one, 'org', work('a'))
  inTurn(one, 'another', work('b'))
  inTurn(other, 'org', work('c'))
  inTurn(third, 'org', work('d'))
  expect(begun).toEqual(['a', 'b', 'c'])
  await end('a')
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
  expect(holderOf(one)).toBe(holderOf(third))
  expect(holderOf(one)).not.toBe(holderOf(other))
})

test('work that has the turn goes on with it, and another that it did not begin waits', async () => {
  const owner = {}
  const inner = inTurn(owner, 'org', async () => {
    await sleep(0)
    return inTurn(owner, 'org', async () => 'inner')
  })
  const later = inTurn(owner, 'org', async () => 'later')
  expect(await Promise.all([inner, later])).toEqual(['inner', 'later'])
})

test('a turn ends with work that fails', async () => {
  const owner = {}
  await expect(
    inTurn(owner, 'org', async () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await inTurn(owner, 'org', async () => 'next')).toBe('next')
})

test('who waits for longer than a server lets anybody, or than the request may take, is refused and has begun nothing', async () => {
  const { begun, work, end } = stages()
  const owner = {}
  const first = inTurn(owner, 'org', work('a'))
  limitTurns(5)
  const refused = await inTurn(owner, 'org', work('b')).catch((error: unknown) => error)
  limitTurns(Number.POSITIVE_INFINITY)
  const late = await withDeadline(performance.now() + 5, () => inTurn(owner, 'org', work('c'))).catch(
    (error: unknown) => error,
  )
  for (const error of [refused, late]) {
    expect(error).toBeInstanceOf(Refusal)
    expect(error).toMatchObject({ code: 'unavailable', status: 503 })
  }
  const last = inTurn(owner, 'org', work('d'))
  await end('a')
  await end('d')
  expect(await Promise.all([first, last])).toEqual(['a', 'd'])
  expect(begun).toEqual(['a', 'd'])
})

test('several free turns are had at once, and one may end before the others', async () => {
  const { begun, work, end } = stages()
  const owner = {}
  let resolve = (): void => {}
  const goOn = new Promise<void>((done) => {
    resolve = done
  })
  const both = inFreeTurns(owner, ['one', 'two'], async (ended) => {
    await inTurn(owner, 'two', async () => {})
    ended('one')
    await goOn
  })
  inTurn(owner, 'one', work('one'))
  inTurn(owner, 'two', work('two'))
  await sleep(0)
  expect(begun).toEqual(['one'])
  resolve()
  await both
  expect(begun).toEqual(['one', 'two'])
  await end('one')
  await end('two')
})
