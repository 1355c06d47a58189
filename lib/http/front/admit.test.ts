import { expect, test } from 'vitest'
import { routes } from '@/lib/contracts/api/routes'
import { admit } from './admit'

const of = (method: string, path: string, size?: number | 'chunked') => {
  const refusal = admit({
    method,
    path,
    contentLength: typeof size === 'number' ? String(size) : undefined,
    transferEncoding: size === 'chunked' ? 'chunked' : undefined,
  })
  return refusal && [refusal.status, refusal.code]
}
const addressOf = (path: string): string => path.replace(/\{\w+\}/g, 'some-name')

test('every route of the API is asked with its own methods and no other', () => {
  for (const path of new Set(routes.map((route) => route.path))) {
    const own = routes.filter((route) => route.path === path).map(({ method }) => method as string)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND']) {
      expect([method, path, of(method, addressOf(path))]).toEqual([
        method,
        path,
        own.includes(method) ? null : [405, 'method_not_allowed'],
      ])
    }
    expect(of('OPTIONS', addressOf(path))).toBeNull()
    expect(of('HEAD', addressOf(path))).toEqual(own.includes('GET') ? null : [405, 'method_not_allowed'])
  }
})

test('a refused method is told which ones there are', () => {
  const arrival = { path: '/api/v1/check', contentLength: undefined, transferEncoding: undefined }
  expect(admit({ ...arrival, method: 'GET' })?.facts).toEqual({ allowed: ['POST'] })
})

test.each(['TRACE', 'CONNECT', 'PUT', 'PATCH', 'DELETE', 'PURGE'])('no page is asked with %s', (method) => {
  for (const path of ['/', '/sign-in', '/o/acme/usage', '/x.png', '/_next/static/x.js']) {
    expect(of(method, path)).toEqual([405, 'method_not_allowed'])
  }
})

test('Next makes no pictures', () => {
  expect(of('GET', '/_next/image')).toEqual([404, 'unknown_route'])
})

test('a page takes a megabyte and signing in far less, which wants to know it beforehand', () => {
  expect(of('POST', '/o/acme/usage', 1_048_576)).toBeNull()
  expect(of('POST', '/o/acme/usage', 1_048_577)).toEqual([413, 'too_large'])
  expect(of('POST', '/api/auth/callback/demo', 65_536)).toBeNull()
  expect(of('POST', '/api/auth/callback/demo', 65_537)).toEqual([413, 'too_large'])
  expect(of('POST', '/api/auth/signin/oidc', 'chunked')).toEqual([411, 'length_required'])
  for (const path of ['/sign-in', '/api/v1/tenants']) expect(of('POST', path, 'chunked')).toBeNull()
})

test('an address that cannot be read or kept is refused', () => {
  for (const path of ['/%00', '/%ff', '*', '/%ed%a0%80']) expect(of('GET', path)).toEqual([400, 'invalid_request'])
})
