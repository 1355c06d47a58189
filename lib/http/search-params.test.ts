import { expect, test } from 'vitest'
import { addressOf, queryText, textOf, textsOf } from './search-params'

test('an address carries only the parameters that say something, escaped', () => {
  expect(addressOf('/admin', { q: 'a&b', page: 2, month: '', org: undefined, before: null })).toBe(
    '/admin?q=a%26b&page=2',
  )
  expect(addressOf('/admin', { q: '' })).toBe('/admin')
})

test('a parameter that is repeated is its first value, or all of them', () => {
  expect([textOf(['a', 'b']), textOf('a'), textOf(undefined)]).toEqual(['a', 'a', undefined])
  expect([textsOf(['a', 'b']), textsOf('a'), textsOf(undefined)]).toEqual([['a', 'b'], ['a'], []])
})

test('a parameter holds nothing that a database cannot look for', () => {
  expect([textOf('a\u0000b'), textOf(['\ud83d', 'b']), textOf('\u0000')]).toEqual(['ab', '\ufffd', ''])
  expect(textsOf(['a\u0000', 'b'])).toEqual(['a', 'b'])
  expect(queryText(new URLSearchParams('q=%00a&q=b'), 'q')).toBe('a')
  expect(queryText(new URLSearchParams(), 'q')).toBeUndefined()
})
