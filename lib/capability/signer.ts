import { createPublicKey } from 'node:crypto'
import { calculateJwkThumbprint, type JWK, SignJWT } from 'jose'
import type { CapabilityClaims } from '@/lib/core/gate/capability'
import { readEd25519Key } from '@/lib/platform/ed25519-key'

/** A public key as cells get it, by RFC 7517 and 8037. */
export type PublicKey = {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly kid: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
}

export type CapabilitySigner = {
  /** What cells verify with: public keys alone. */
  readonly keySet: { readonly keys: readonly PublicKey[] }
  /** The claims as a signed token. */
  readonly sign: (claims: CapabilityClaims) => Promise<string>
}

/**
 * Signs capabilities with a private Ed25519 key. The key's id is its RFC 7638 thumbprint, so that a cell tells an old
 * key from a new one.
 * @throws RangeError where the key is none; it says nothing of it.
 */
export const createCapabilitySigner = async (keyText: string): Promise<CapabilitySigner> => {
  const key = readEd25519Key(keyText)
  if (key === null) throw new RangeError('a capability key is a private Ed25519 key as PKCS8 PEM or JWK')
  const { x = '' }: JWK = createPublicKey(key).export({ format: 'jwk' })
  const kid = await calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x })
  return {
    keySet: { keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' }] },
    sign: (claims) => new SignJWT({ ...claims }).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' }).sign(key),
  }
}
