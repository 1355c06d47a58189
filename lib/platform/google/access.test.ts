import { createVerify, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { accessSecret } from './access-secret'
import { accessToken } from './access-token'
import { startLocalGoogle } from './testing/local-google'

const google = await startLocalGoogle()
const folder = mkdtempSync(join(tmpdir(), 'kontor-google-'))
afterAll(async () => {
  await google.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  google.guarded = true
  google.giveToken = () => ({ status: 200, body: { access_token: 'granted' } })
})

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const keyFile = (changes: object = {}): string => {
  const path = join(folder, 'key.json')
  const key = {
    type: 'service_account',
    client_email: 'kontor@acme.iam.gserviceaccount.com',
    private_key_id: 'k1',
    private_key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    token_uri: `http://${google.host}/token`,
    ...changes,
  }
  writeFileSync(path, JSON.stringify(key))
  return path
}

const partOf = (token: string, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString())

it('a key of a service account is changed for a token, and the token opens a secret', async () => {
  let sent = ''
  google.giveToken = (form) => {
    sent = form.get('assertion') ?? ''
    const [header, claims, signature] = sent.split('.')
    const proof = createVerify('RSA-SHA256').update(`${header}.${claims}`)
    const valid = proof.verify(publicKey, Buffer.from(signature ?? '', 'base64url'))
    const asked = form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    return valid && asked ? { status: 200, body: { access_token: 'granted' } } : { status: 400, body: {} }
  }
  google.secrets.set('acme-prod/AUTH_SECRET', 'a secret\n')
  const token = await accessToken({ GOOGLE_APPLICATION_CREDENTIALS: keyFile() })
  expect(partOf(sent, 0)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' })
  const claims = partOf(sent, 1)
  expect(claims).toMatchObject({ iss: 'kontor@acme.iam.gserviceaccount.com', aud: `http://${google.host}/token` })
  expect(Number(claims.exp) - Number(claims.iat)).toBe(3600)
  const vault = { address: `http://${google.host}`, token }
  expect(await accessSecret(vault, 'acme-prod', 'AUTH_SECRET')).toEqual({ secret: 'a secret' })
  expect(await accessSecret({ ...vault, token: 'other' }, 'acme-prod', 'AUTH_SECRET')).toEqual({
    problem: expect.stringContaining('it answered 401: Request had invalid authentication credentials.'),
  })
})

it('without a key the machine gives the token', async () => {
  expect(await accessToken({ GCE_METADATA_HOST: google.host })).toBe('granted')
})

it.each([
  ['is not there', () => join(folder, 'nowhere.json'), 'cannot be read'],
  ['is of another kind', () => keyFile({ type: 'authorized_user' }), 'only the key of a service account is understood'],
  ['lacks its key', () => keyFile({ private_key: '' }), 'lacks client_email or private_key'],
  ['holds no key', () => keyFile({ private_key: 'nonsense' }), 'holds no private key that can sign'],
])('a key file that %s is refused in words', async (_, path, words) => {
  await expect(accessToken({ GOOGLE_APPLICATION_CREDENTIALS: path() })).rejects.toThrow(words)
})

it('a token that is refused is told with what Google said, and without the key', async () => {
  google.giveToken = () => ({ status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT' } })
  const refused = accessToken({ GOOGLE_APPLICATION_CREDENTIALS: keyFile() })
  await expect(refused).rejects.toThrow(
    'kontor@acme.iam.gserviceaccount.com no access token: it answered 400: Invalid JWT',
  )
  await expect(accessToken({ GCE_METADATA_HOST: '127.0.0.1:9' })).rejects.toThrow(
    'GOOGLE_APPLICATION_CREDENTIALS must name',
  )
})
