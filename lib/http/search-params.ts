import { storableText } from '@/lib/core/text/storable-text'

/** The query of a page's address, as pages are handed it. */
export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>

/**
 * A parameter that is given once; the first where it is repeated. Anybody writes addresses: what no database can look for,
 * such as the character NUL, is left out, so that a search for it finds what a search for the rest does.
 */
export const textOf = (value: string | string[] | undefined): string | undefined => {
  const first = Array.isArray(value) ? value[0] : value
  return first === undefined ? undefined : storableText(first)
}

/** A parameter that may be repeated. */
export const textsOf = (value: string | string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat().map(storableText)

/** A parameter of the address that a route is asked by. */
export const queryText = (query: URLSearchParams, name: string): string | undefined =>
  textOf(query.get(name) ?? undefined)

/** An address with the parameters that say something; the others are left out. */
export const addressOf = (
  path: string,
  params: Readonly<Record<string, string | number | null | undefined>>,
): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, String(value))
  return query.size > 0 ? `${path}?${query}` : path
}
