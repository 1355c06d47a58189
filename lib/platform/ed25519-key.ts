import { createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'

const parse = (text: string): KeyObject =>
  text.startsWith('{')
    ? createPrivateKey({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' })
    : createPrivateKey(text.replaceAll('\\n', '\n'))

/**
 * A private Ed25519 key, written as PKCS8 PEM or as JWK; null where it is none. In a PEM on one line `\n` may stand for
 * the breaks.
 */
export const readEd25519Key = (text: string): KeyObject | null => {
  try {
    const key = parse(text.trim())
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}

/** A new private key as JWK, on one line. */
export const newEd25519Key = (): string =>
  JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))
