'use client'

type NonceGlobal = typeof globalThis & { __webpack_nonce__?: string }

/**
 * Hands the nonce of this document to the style elements that overlays write while they lock scrolling (they look for
 * `__webpack_nonce__`), so that the content security policy lets them through. The first nonce stays: a page that is read
 * again without a new document brings another one, which the policy of this document does not know.
 */
export const StyleNonce = ({ nonce }: { nonce: string }) => {
  if (typeof window !== 'undefined') (globalThis as NonceGlobal).__webpack_nonce__ ??= nonce
  return null
}
