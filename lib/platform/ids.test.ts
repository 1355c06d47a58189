import { expect, test } from 'vitest'
import { newId } from './ids'

test('an id is its prefix, when it was made, and what nobody can guess', () => {
  const ids = Array.from({ length: 2_000 }, () => newId('inv', 1_796_083_200_000))
  expect(new Set(ids).size).toBe(2_000)
  for (const id of ids) expect(id).toMatch(/^inv_01m8qedc00[0-9a-hjkmnp-tv-z]{16}$/)
})

test.each([
  [0, '0000000000'],
  [31, '000000000z'],
  [32, '0000000010'],
  [1_796_083_200_000, '01m8qedc00'],
  [2 ** 48 - 1, '7zzzzzzzzz'],
])('the time %d is written as %s, so that ids sort by it', (at, text) => {
  expect(newId('run', at).slice(4, 14)).toBe(text)
})

test('each random character takes any of its values', () => {
  const seen = Array.from({ length: 16 }, () => new Set<string>())
  for (let made = 0; made < 2_000; made += 1)
    for (const [place, character] of [...newId('x').slice(12)].entries()) seen[place]?.add(character)
  expect(seen.map(({ size }) => size)).toEqual(Array(16).fill(32))
})
