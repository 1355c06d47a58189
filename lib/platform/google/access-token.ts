import { createSign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Source } from '@/lib/platform/setting-reader'
import { ask, reasonOf, textIn } from './ask'

/** Google could not be asked, in a sentence. */
export class NoAccess extends Error {
  override readonly name = 'NoAccess'
}

const scope = 'https://www.googleapis.com/auth/cloud-platform'
const lifetimeSeconds = 3600

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

type Key = { readonly email: string; readonly privateKey: string; readonly keyId: string; readonly tokenUri: string }

/** The key of a service account, as Google gives it out in a file. */
const readKey = (path: string): Key => {
  const wrong = (what: string) => new NoAccess(`GOOGLE_APPLICATION_CREDENTIALS names ${path}, ${what}.`)
  let body: unknown
  try {
    body = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw wrong('which cannot be read or is no JSON')
  }
  const type = textIn(body, 'type')
  if (type !== 'service_account')
    throw wrong(`whose type is "${type}"; only the key of a service account is understood`)
  const key = {
    email: textIn(body, 'client_email'),
    privateKey: textIn(body, 'private_key'),
    keyId: textIn(body, 'private_key_id'),
    tokenUri: textIn(body, 'token_uri') || 'https://oauth2.googleapis.com/token',
  }
  if (key.email === '' || key.privateKey === '') throw wrong('which lacks client_email or private_key')
  return key
}

/** What the account says of itself, signed with its key: Google changes it for a token. */
const assertionOf = ({ email, privateKey, keyId, tokenUri }: Key, nowSeconds: number): string => {
  const header = base64url({ alg: 'RS256', typ: 'JWT', ...(keyId && { kid: keyId }) })
  const claims = base64url({ iss: email, scope, aud: tokenUri, iat: nowSeconds, exp: nowSeconds + lifetimeSeconds })
  try {
    const signature = createSign('RSA-SHA256').update(`${header}.${claims}`).sign(privateKey, 'base64url')
    return `${header}.${claims}.${signature}`
  } catch {
    throw new NoAccess('GOOGLE_APPLICATION_CREDENTIALS holds no private key that can sign.')
  }
}

const fromKey = async (path: string): Promise<string> => {
  const key = readKey(path)
  const answer = await ask(key.tokenUri, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: assertionOf(key, Math.floor(Date.now() / 1000)),
    }),
  })
  const token = textIn(answer.body, 'access_token')
  if (answer.status === 200 && token !== '') return token
  throw new NoAccess(`Google gave ${key.email} no access token: ${reasonOf(answer)}.`)
}

/** Asks the machine this runs on, which knows its own service account: Compute Engine, GKE, Cloud Run. */
const fromMachine = async (host: string): Promise<string> => {
  const path = '/computeMetadata/v1/instance/service-accounts/default/token'
  const answer = await ask(`http://${host}${path}`, { headers: { 'metadata-flavor': 'Google' } })
  const token = textIn(answer.body, 'access_token')
  if (answer.status === 200 && token !== '' && answer.headers.get('metadata-flavor') === 'Google') return token
  throw new NoAccess(
    `Google's metadata server at ${host} gave no access token: ${reasonOf(answer)}. Outside of Google Cloud, GOOGLE_APPLICATION_CREDENTIALS must name the key of a service account.`,
  )
}

/**
 * A token for the APIs of Google, from a key file where one is named, or else from the machine.
 * @throws NoAccess in words.
 */
export const accessToken = (source: Source): Promise<string> => {
  const path = source.GOOGLE_APPLICATION_CREDENTIALS?.trim()
  return path ? fromKey(path) : fromMachine(source.GCE_METADATA_HOST?.trim() || 'metadata.google.internal')
}
