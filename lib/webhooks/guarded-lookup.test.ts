import type { LookupAddress } from 'node:dns'
import { Temporal } from 'temporal-polyfill'
import { beforeEach, expect, test, vi } from 'vitest'
import { postSigned } from './post-signed'
import { newSigningSecret } from './signing-key'

type Resolved = (error: Error | null, addresses: readonly LookupAddress[]) => void
const names = new Map<string, readonly LookupAddress[]>()
const asked: string[] = []
vi.mock('node:dns', () => ({
  lookup: (name: string, _options: unknown, found: Resolved) => {
    asked.push(name)
    found(null, names.get(name) ?? [])
  },
}))

const post = (url: string) =>
  postSigned({
    url,
    secret: newSigningSecret(),
    id: 'cmd_1',
    body: '{}',
    now: Temporal.Instant.from('2026-11-21T10:00:00Z'),
    timeoutMs: 2_000,
  })

beforeEach(() => {
  asked.length = 0
})

test('a name with any address that nothing is sent to gets nothing, over http and https', async () => {
  names.set('cell.example', [
    { address: '127.0.0.1', family: 4 },
    { address: '169.254.169.254', family: 4 },
  ])
  names.set('six.example', [{ address: 'fe80::1', family: 6 }])
  for (const url of ['http://cell.example:1/', 'https://cell.example:1/', 'http://six.example:1/']) {
    const answer = await post(url)
    expect([url, answer.status]).toEqual([url, null])
    expect(answer.text).toMatch(/^Nothing is sent to (cell|six)\.example \((169\.254\.169\.254|fe80::1)\)\.$/)
  }
})

test('a name is resolved once an attempt: what was checked is what is connected to', async () => {
  names.set('cell.example', [{ address: '127.0.0.1', family: 4 }])
  const answer = await post('http://cell.example:1/')
  expect(answer.text).toContain('REFUSED')
  expect(asked).toEqual(['cell.example'])
})
