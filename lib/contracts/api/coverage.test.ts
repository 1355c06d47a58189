import { expect, test } from 'vitest'
import { routes as files } from '@/e2e/access/tree'
import { routes } from './routes'

/** Not of this API: sign-in belongs to its library, and the last one answers what is no route at all. */
const others = ['/api/auth/[...nextauth]', '/api/[...rest]']

test('every route and method is described, and nothing is described that is not there', () => {
  const there = files
    .filter(({ path }) => path.startsWith('/api/') && !others.includes(path))
    .map(({ method, path }) => `${method} ${path.replace(/\[(\w+)\]/g, '{$1}')}`)
  expect(there.length).toBeGreaterThan(8)
  expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(there.sort())
})
