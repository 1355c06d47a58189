import { expect, it } from 'vitest'
import type { Route } from '@/lib/http/route'
import { hotRoutes } from './hot-routes'

const named = (name: string): Route =>
  Object.assign(() => Promise.reject(new Error(name)), { hot: async () => name }) as never
const [check, release, grant] = [named('check'), named('release'), named('grant')]
const routes = hotRoutes({
  'POST /api/v1/check': check,
  'DELETE /api/v1/orgs/[org]/reservations/[reservation]': release,
  'POST /api/admin/orgs/[org]/grants': grant,
})

it('finds a route by its method and its whole path', () => {
  expect(routes.at('POST', '/api/v1/check')).toBe(check)
  for (const [method, path] of [
    ['GET', '/api/v1/check'],
    ['POST', '/api/v1/check/'],
    ['POST', '/api/admin/orgs/[org]/grants'],
  ] as const) {
    expect(routes.at(method, path)).toBeNull()
  }
})

it('finds a route with parameters, each of which is one segment, and decodes them', () => {
  expect(routes.among('DELETE', '/api/v1/orgs/acme/reservations/job%201%2Fa%C3%A4')).toEqual({
    route: release,
    params: { org: 'acme', reservation: 'job 1/aä' },
  })
  expect(routes.among('POST', '/api/admin/orgs/b.c/grants')).toEqual({ route: grant, params: { org: 'b.c' } })
})

it.each([
  ['POST', '/api/v1/orgs/acme/reservations/job'],
  ['DELETE', '/api/v1/orgs/acme/reservations/job/x'],
  ['DELETE', '/api/v1/orgs/acme/reservations/'],
  ['DELETE', '/api/v1/orgs//reservations/job'],
  ['DELETE', '/x/api/v1/orgs/acme/reservations/job'],
  ['POST', '/api/admin/orgs/acme/grants/'],
  ['POST', '/api/v1/check'],
])('%s %s is none of them', (method, path) => expect(routes.among(method, path)).toBeNull())
