import { expect, it } from 'vitest'
import { identifier, line } from './common'

it.each(['plain', 'Zürich 🙂', ' trimmed ', 'a'.repeat(64)])('takes %j as a line', (text) => {
  expect(line(64).parse(text)).toBe(text.trim())
})

it.each(['a\u0000', 'a\nb', 'a\u0085b', '\ud83d', 'a\udfff', 'a'.repeat(65)])('refuses %j as a line', (text) => {
  expect(line(64).safeParse(text).success).toBe(false)
})

it.each(['', ' ', '\u0000', 'inv_\ud800', 'a'.repeat(65)])('refuses %j as the name of something', (text) => {
  expect(identifier.safeParse(text).success).toBe(false)
})
