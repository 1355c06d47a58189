import type { Params, Route } from '@/lib/http/route'

export type HotMatch = { readonly route: Route; readonly params: Params }

/** Routes that machines call often, by method and path. */
export type HotRoutes = {
  /** The route of an address without parameters. */
  readonly at: (method: string, path: string) => Route | null
  /**
   * The route of an address with parameters, which are decoded.
   * @param path readable: its escapes are UTF-8.
   */
  readonly among: (method: string, path: string) => HotMatch | null
}

type Pattern = { readonly expression: RegExp; readonly names: readonly string[]; readonly route: Route }

const parameter = /\[(\w+)\]/g

const patternOf = (key: string, route: Route): Pattern => ({
  expression: new RegExp(`^${key.replace(/[.]/g, '\\.').replace(parameter, '([^/]+)')}$`),
  names: [...key.matchAll(parameter)].map(([, name = '']) => name),
  route,
})

const paramsOf = ({ names }: Pattern, [, ...values]: RegExpExecArray): Params =>
  Object.fromEntries(names.map((name, place) => [name, decodeURIComponent(values[place] ?? '')]))

/**
 * Finds a route by what is asked of it.
 * @param routes by method and path, as in `DELETE /api/v1/orgs/[org]/reservations/[reservation]`.
 */
export const hotRoutes = (routes: Readonly<Record<string, Route>>): HotRoutes => {
  const exact = new Map(Object.entries(routes).filter(([key]) => !key.includes('[')))
  const patterns = Object.entries(routes)
    .filter(([key]) => !exact.has(key))
    .map(([key, route]) => patternOf(key, route))
  return {
    at: (method, path) => exact.get(`${method} ${path}`) ?? null,
    among: (method, path) => {
      const asked = `${method} ${path}`
      for (const pattern of patterns) {
        const found = pattern.expression.exec(asked)
        if (found) return { route: pattern.route, params: paramsOf(pattern, found) }
      }
      return null
    },
  }
}
