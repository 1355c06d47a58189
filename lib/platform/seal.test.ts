import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSeal } from './seal'

const seal = createSeal('a secret of at least 32 characters!', 'quote')

test('what was sealed is opened as it was', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(seal.open(seal.close(text))).toBe(text.toWellFormed())
    }),
  )
})

test('nothing is opened that was changed, made by another, or sealed for another purpose', () => {
  const sealed = seal.close('{"amount":"10.00"}')
  const [, mark] = sealed.split('.')
  expect(seal.open(`${Buffer.from('{"amount":"1.00"}').toString('base64url')}.${mark}`)).toBeNull()
  expect(createSeal('another secret of 32 characters!!!!', 'quote').open(sealed)).toBeNull()
  expect(createSeal('a secret of at least 32 characters!', 'other').open(sealed)).toBeNull()
  for (const broken of ['', '.', 'a.b', `${sealed}.`, sealed.slice(1), `${sealed}AA`]) {
    expect(seal.open(broken)).toBeNull()
  }
})
