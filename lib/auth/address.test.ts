import { expect, test } from 'vitest'
import { addressOf } from './address'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:DB8::1', '2001:db8::1'],
  ['203.0.113.7, nonsense', 'unknown'],
  [`${'9'.repeat(10_000)}, 203.0.113.7`, '203.0.113.7'],
  ['', 'unknown'],
  [null, 'unknown'],
])('who is forwarded as %s comes from %s', (forwarded, address) => {
  expect(addressOf(forwarded)).toBe(address)
})
