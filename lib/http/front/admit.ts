import { routes } from '@/lib/contracts/api/routes'
import { isStorableText } from '@/lib/core/text/storable-text'
import { mostBytes } from '@/lib/http/read-json'
import { Refusal } from '@/lib/platform/errors'

/** What is known of a request before anybody reads it. */
export type Arrival = {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly contentLength: string | undefined
  readonly transferEncoding: string | undefined
}

/** Far more than signing in sends. */
const mostSignInBytes = 65_536

const apiMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** A page is read, and its forms are sent. */
const pageMethods = ['GET', 'POST']

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)

/** Every address of the API with what may be asked of it. */
const addresses = [...new Set(routes.map(({ path }) => path))].map((path) => ({
  pattern: patternOf(path),
  methods: routes.filter((route) => route.path === path).map(({ method }) => method as string),
}))

const isSignIn = (path: string): boolean => path.startsWith('/api/auth/')
const isApi = (path: string): boolean => path.startsWith('/api/')

/** What may be asked of an address; the API says of one that it does not know that there is none. */
const methodsOf = (path: string): readonly string[] => {
  if (isSignIn(path)) return ['GET', 'POST']
  if (!isApi(path)) return path.startsWith('/_next/') ? ['GET'] : pageMethods
  const known = addresses.filter(({ pattern }) => pattern.test(path))
  return known.length > 0 ? known.flatMap(({ methods }) => methods) : apiMethods
}

/** True for a path of text that can be kept; for escapes that are not UTF-8, Next answers an error of its own. */
const isReadable = (path: string): boolean => {
  try {
    return path.startsWith('/') && isStorableText(decodeURIComponent(path))
  } catch {
    return false
  }
}

/** Routes of the API bound what they read themselves, each by its own limit. */
const bodyRefusal = ({ path, contentLength, transferEncoding }: Arrival): Refusal | null => {
  if (isApi(path) && !isSignIn(path)) return null
  const limit = isSignIn(path) ? mostSignInBytes : mostBytes
  // Next hands what was sent to one page on to another one in this way, and bounds it itself.
  if (isSignIn(path) && transferEncoding !== undefined && contentLength === undefined) {
    return new Refusal('length_required', 'Say how long the body is (Content-Length).')
  }
  if (Number(contentLength ?? 0) <= limit) return null
  return new Refusal('too_large', `The body may have at most ${limit} bytes.`, { limit_bytes: limit })
}

/**
 * Refuses what no page and no route is asked: a method that the address does not have, a body that is too large for it,
 * and Next's pictures, of which there are none.
 */
export const admit = (arrival: Arrival): Refusal | null => {
  const { method, path } = arrival
  if (!isReadable(path)) return new Refusal('invalid_request', 'This address cannot be read.')
  if (path === '/_next/image') return new Refusal('unknown_route', 'No pictures are made here.')
  const allowed = methodsOf(path)
  const isAllowed = allowed.includes(method) || method === 'OPTIONS' || (method === 'HEAD' && allowed.includes('GET'))
  if (!isAllowed) {
    const sentence = `${path.slice(0, 200)} is not asked with ${method}, but with ${allowed.join(', ')}.`
    return new Refusal('method_not_allowed', sentence, { allowed })
  }
  return bodyRefusal(arrival)
}
