import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Category, categories, categoryOf, isMetered } from './category'

test.each<[boolean, boolean, boolean, Category]>([
  [true, true, true, 'AUTOMATION'],
  [true, true, false, 'AUTOMATION'],
  [true, false, true, 'AUTOMATION'],
  [true, false, false, 'AUTOMATION'],
  [false, true, true, 'AI'],
  [false, true, false, 'AI'],
  [false, false, true, 'API'],
  [false, false, false, 'BYPASSED'],
])('automation %s, AI %s, API key %s is %s', (automation, ai, apiKey, category) => {
  expect(categoryOf({ automation, ai, apiKey })).toBe(category)
})

test('an operation is metered exactly where anything billable is true of it', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (automation, ai, apiKey) => {
      expect(isMetered(categoryOf({ automation, ai, apiKey }))).toBe(automation || ai || apiKey)
    }),
  )
})

test('only what is bypassed is not metered', () => {
  expect(categories.filter((category) => !isMetered(category))).toEqual(['BYPASSED'])
})
