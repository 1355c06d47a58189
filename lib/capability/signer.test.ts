import { generateKeyPairSync } from 'node:crypto'
import { calculateJwkThumbprint, createLocalJWKSet, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { capabilityClaims, readCapability } from '@/lib/core/gate/capability'
import { newEd25519Key, readEd25519Key } from '@/lib/platform/ed25519-key'
import { createCapabilitySigner } from './signer'

const now = Temporal.Instant.from('2026-11-21T10:00:00Z')
const issuer = 'https://billing.example'
const audience = 'kontor-cell'
const claims = capabilityClaims({
  id: 'cap_1',
  org: 'acme',
  biller: 'prepaid',
  halted: false,
  haltReason: null,
  limits: { concurrency: 5, remaining: '12.500000000000' },
  now,
  lifetimeSeconds: 300,
  issuer,
  audience,
})
const keyText = newEd25519Key()
const signer = await createCapabilitySigner(keyText)
const token = await signer.sign(claims)

/** A cell: it has the key set and a JOSE library, and nothing of the portal. */
const verify = (given: string, { keys = signer.keySet, at = now } = {}) =>
  jwtVerify(given, createLocalJWKSet({ keys: keys.keys.map((key) => ({ ...key })) }), {
    issuer,
    audience,
    algorithms: ['EdDSA'],
    currentDate: new Date(at.epochMilliseconds),
  })

test('a cell verifies a token with the published keys alone, and reads what it may do', async () => {
  const { payload, protectedHeader } = await verify(token)
  expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: signer.keySet.keys[0]?.kid, typ: 'JWT' })
  const read = readCapability(payload, { now, issuer, audience, leewaySeconds: 0 })
  expect(read).toMatchObject({ id: 'cap_1', org: 'acme', biller: 'prepaid', halted: false })
})

test('an expired, edited or foreign token is refused, and one that nobody signed', async () => {
  const [head = '', body = '', signature = ''] = token.split('.')
  const edited = Buffer.from(JSON.stringify({ ...claims, sub: 'other' })).toString('base64url')
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  const foreign = await createCapabilitySigner(newEd25519Key())
  const kid = signer.keySet.keys[0]?.kid ?? ''
  const key = readEd25519Key(newEd25519Key())
  if (key === null) throw new Error('no key')
  const posing = await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'EdDSA', kid }).sign(key)
  const byPublicKey = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', kid })
    .sign(Buffer.from(signer.keySet.keys[0]?.x ?? '', 'base64url'))
  for (const bad of [
    `${head}.${edited}.${signature}`,
    `${none}.${body}.`,
    `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
    await foreign.sign(claims),
    posing,
    byPublicKey,
  ]) {
    await expect(verify(bad)).rejects.toThrow()
  }
  await expect(verify(token, { at: now.add({ seconds: 299 }) })).resolves.toBeDefined()
  await expect(verify(token, { at: now.add({ seconds: 300 }) })).rejects.toThrow(/"exp" claim/)
  await expect(verify(token, { keys: foreign.keySet })).rejects.toThrow()
})

test('the key set holds nothing private, and names the key by its RFC 7638 thumbprint', async () => {
  const [key] = signer.keySet.keys
  expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  expect(key?.kid).toBe(await calculateJwkThumbprint(JSON.parse(keyText)))
  expect(decodeProtectedHeader(token).kid).toBe(key?.kid)
})

test('the same key as PEM and as JWK signs under the same name', async () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }))
  const sets = await Promise.all([pem, pem.replaceAll('\n', '\\n'), jwk].map(createCapabilitySigner))
  expect(new Set(sets.map(({ keySet }) => JSON.stringify(keySet))).size).toBe(1)
})

test('what is no private Ed25519 key is an error that does not repeat it', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ec = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  for (const bad of ['', 'hunter2', '{"kty":"OKP"}', ec]) {
    const error: unknown = await createCapabilitySigner(bad).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RangeError)
    if (bad !== '') expect(String(error)).not.toContain(bad)
  }
})
