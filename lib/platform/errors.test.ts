import { expect, it } from 'vitest'
import { Refusal } from './errors'

it('a refusal of another bundle of the same program is one, and no other error is', () => {
  const other = class Refusal extends Error {
    override readonly name = 'Refusal'
    readonly code = 'card_declined'
  }
  expect(new other('card_declined: no') instanceof Refusal).toBe(true)
  expect(new Refusal('card_declined', 'no') instanceof Refusal).toBe(true)
  for (const value of [new Error('Refusal'), { name: 'Refusal' }, null, undefined, 'Refusal']) {
    expect(value instanceof Refusal).toBe(false)
  }
})
