import { expect, test } from '@playwright/test'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { machines } from './access/principals'
import { testedDatabase } from './database'
import { clock } from './dates'

const db = testedDatabase()
test.afterAll(() => db.$client.end())

test('a cell that has nothing but the address of the portal verifies a capability', async ({ request, baseURL }) => {
  const authorization = `Bearer ${(await machines(db))['gate key']}`
  const answer = await request.post('/api/v1/capability', { headers: { authorization }, data: { org: 'alpenblick' } })
  expect(answer.status()).toBe(200)
  const { token, expiresAt } = (await answer.json()) as { token: string; expiresAt: string }
  const issuer = baseURL ?? ''
  const keys = createRemoteJWKSet(new URL('/api/v1/jwks.json', issuer))
  const currentDate = new Date(clock().epochMilliseconds)
  const expected = { issuer, audience: 'kontor-cell', algorithms: ['EdDSA'], currentDate }
  const { payload } = await jwtVerify(token, keys, expected)
  expect(payload).toMatchObject({ sub: 'alpenblick', kontor: { halted: false } })
  expect(new Date(expiresAt).getTime()).toBe(Number(payload.exp) * 1000)

  const edited = Buffer.from(JSON.stringify({ ...decodeJwt(token), sub: 'helvetia-docs' })).toString('base64url')
  const [head, , signature] = token.split('.')
  await expect(jwtVerify(`${head}.${edited}.${signature}`, keys, expected)).rejects.toThrow()
  const late = { ...expected, currentDate: new Date(clock().epochMilliseconds + 400_000) }
  await expect(jwtVerify(token, keys, late)).rejects.toThrow(/"exp"/)
})

test('the keys may be cached, and hold nothing private', async ({ request }) => {
  const answer = await request.get('/api/v1/jwks.json')
  expect(answer.headers()['cache-control']).toBe('public, max-age=300')
  const text = await answer.text()
  expect(text).toContain('"crv":"Ed25519"')
  expect(text).not.toContain('"d"')
})
