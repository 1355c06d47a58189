import { expect, it } from 'vitest'
import { productTitle } from './product-title'

const plans = new Map([
  ['compute-team', 'Team'],
  ['pro', 'Professional'],
])

it.each([
  ['plan', 'compute-team', 'Team'],
  ['plan', 'pro', 'Professional'],
  ['plan', 'unknown', 'unknown'],
  ['tier', 'pro', 'Pro'],
  ['tier', 'pro_plus_plus', 'Pro++'],
  ['tier', 'base', 'Base'],
  ['tier', 'custom', 'custom'],
  ['tier', 'toString', 'toString'],
] as const)('a %s %s is read as %s', (product, name, title) => {
  expect(productTitle(plans, { product, name })).toBe(title)
})
