import { type NextRequest, NextResponse } from 'next/server'

/**
 * Digests of the two style elements the toast library writes without a nonce: the empty element it inserts first, and
 * its own sheet. `components/ui/toast.test.tsx` compares them with the installed version.
 */
export const toastStyleDigests = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
]

/** Digest of the sheet of e-mails, which a page shows as the customer sees them; `lib/mail/style.test.ts` compares it. */
export const mailSheetDigest = "'sha256-i08tPNTfyLb07Nu8M1YHRyoNTW9Vj62IwzByt0QCgKo='"

/**
 * The content security policy of a page. Scripts run only with the request's nonce or when such a script loads them;
 * Stripe's frames, API and pictures are the only strangers. Development needs `eval` and the overlay's inline styles.
 */
export const contentSecurityPolicy = (nonce: string, development: boolean): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' https://js.stripe.com${development ? " 'unsafe-eval'" : ''}`,
    development
      ? "style-src 'self' 'unsafe-inline'"
      : `style-src 'self' 'nonce-${nonce}' ${toastStyleDigests.join(' ')} ${mailSheetDigest}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: https://*.stripe.com",
    "font-src 'self'",
    `connect-src 'self' https://api.stripe.com${development ? ' ws:' : ''}`,
    "frame-src 'self' https://js.stripe.com https://*.stripe.com",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join('; ')

/** Path and query as the person sees them, so that a page can lead back to itself after signing in. */
const pathOf = ({ pathname, searchParams }: NextRequest['nextUrl']): string => {
  const seen = new URLSearchParams(searchParams)
  seen.delete('_rsc')
  return seen.size > 0 ? `${pathname}?${seen}` : pathname
}

/** Gives every page its nonce and policy. Access is decided where data is read, never here. */
export const proxy = (request: NextRequest): NextResponse => {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-kontor-path', pathOf(request.nextUrl))
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

/** Everything but the API and files: an address with a dot in it is a page too, if only the missing one. */
export const config = {
  matcher: ['/((?!api/|_next/static/|_next/image|icon\\.svg$|logo\\.svg$).*)'],
}
