import { expect, it } from 'vitest'
import { isStorable } from './is-storable'

it.each([
  '',
  'plain',
  'Zürich',
  '🙂',
  'a\\u0000b',
  '\\',
  'line\nbreak',
  { 'a b': ['\\ud83d', null, 1] },
  null,
  undefined,
])('takes %j', (value) => {
  expect(isStorable(value)).toBe(true)
})

it.each(['\u0000', 'a\u0000', '\\\u0000', '\ud83d', '\ude42\ud83d', { 'a\u0000': 1 }, [{ deep: ['\udfff'] }]])(
  'refuses %j',
  (value) => {
    expect(isStorable(value)).toBe(false)
  },
)
