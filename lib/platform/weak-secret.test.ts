import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { weaknessOf } from './weak-secret'

test.each([
  'short',
  'x'.repeat(32),
  'changeme'.repeat(4),
  'password'.repeat(5),
  'abcdefghijklmnopqrstuvwxyz0123456789',
  '0123456789'.repeat(4),
  'ab12'.repeat(10),
  'your-auth-secret-goes-here-0123456789',
])('%s can be guessed', (secret) => {
  expect(weaknessOf(secret)).not.toBeNull()
})

test('the secret of the example file is refused as what it is', () => {
  const given = /^AUTH_SECRET=(.*)$/m.exec(readFileSync('.env.example', 'utf8'))?.[1] ?? ''
  expect(given).not.toBe('')
  expect(weaknessOf(given)).toContain('example')
})

test('a random secret is good in whatever way it is written', () => {
  for (let count = 0; count < 2_000; count += 1) {
    const digest = createHash('sha256').update(String(count)).digest()
    for (const secret of [digest.toString('hex'), digest.toString('base64'), digest.toString('hex').slice(0, 32)]) {
      expect([secret, weaknessOf(secret)]).toEqual([secret, null])
    }
  }
  expect(weaknessOf(randomBytes(32).toString('base64url'))).toBeNull()
})
