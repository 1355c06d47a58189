import { expect, test } from 'vitest'
import { flattenFacts } from './flatten-facts'

test('a fact deep in an entry is named by its path', () => {
  expect(flattenFacts('{"name":"Acme","config":{"buyer":{"town":"Bern"},"days":[1,2]}}')).toEqual({
    name: 'Acme',
    'config.buyer.town': 'Bern',
    'config.days': [1, 2],
  })
})

test('a bare value is called value, and nothing stays nothing', () => {
  expect(flattenFacts('"owner"')).toEqual({ value: 'owner' })
  expect(flattenFacts('null')).toBeNull()
})
