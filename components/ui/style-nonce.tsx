'use client'

type NonceGlobal = typeof globalThis & { __webpack_nonce__?: string }

/**
 * Hands the request's nonce to the style elements that overlays write while they lock scrolling (they look for
 * `__webpack_nonce__`), so that the content security policy lets them through.
 */
export const StyleNonce = ({ nonce }: { nonce: string }) => {
  if (typeof window !== 'undefined') (globalThis as NonceGlobal).__webpack_nonce__ = nonce
  return null
}
