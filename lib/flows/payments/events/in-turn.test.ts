import { expect, it } from 'vitest'
import { inTurn } from './in-turn'

/** Work that ends when it is told to, and says how often it was begun. */
const work = () => {
  const ends: ((error?: Error) => void)[] = []
  const run = () =>
    new Promise<number>((done, failed) => {
      const turn = ends.length + 1
      ends.push((error) => (error ? failed(error) : done(turn)))
    })
  return { run, ends }
}
const settled = () => new Promise((done) => setTimeout(done, 0))

it('who asks while it runs shares one run, which begins after they asked', async () => {
  const owner = {}
  const { run, ends } = work()
  const first = inTurn(owner, 'cus_1', run)
  const later = Array.from({ length: 7 }, () => inTurn(owner, 'cus_1', run))
  expect(ends).toHaveLength(1)
  ends[0]?.()
  expect(await first).toBe(1)
  await settled()
  expect(ends).toHaveLength(2)
  const last = inTurn(owner, 'cus_1', run)
  ends[1]?.()
  expect(await Promise.all(later)).toEqual([2, 2, 2, 2, 2, 2, 2])
  await settled()
  ends[2]?.()
  expect(await last).toBe(3)
  await settled()
  expect(inTurn(owner, 'cus_1', async () => 'begun at once')).toBeInstanceOf(Promise)
})

it('other things, and the same of another owner, do not wait', () => {
  const { run, ends } = work()
  const owner = {}
  void inTurn(owner, 'cus_1', run)
  void inTurn(owner, 'cus_2', run)
  void inTurn({}, 'cus_1', run)
  expect(ends).toHaveLength(3)
})

it('a run that fails fails for those who share it, and for nobody else', async () => {
  const owner = {}
  const { run, ends } = work()
  const first = inTurn(owner, 'cus_1', run)
  const second = inTurn(owner, 'cus_1', run)
  ends[0]?.(new Error('away'))
  await expect(first).rejects.toThrow('away')
  await settled()
  ends[1]?.()
  expect(await second).toBe(2)
})
