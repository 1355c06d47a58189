/** The query of a page's address, as pages are handed it. */
export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>

/** A parameter that is given once; the first where it is repeated. */
export const textOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value

/** A parameter that may be repeated. */
export const textsOf = (value: string | string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat()

/** An address with the parameters that say something; the others are left out. */
export const addressOf = (
  path: string,
  params: Readonly<Record<string, string | number | null | undefined>>,
): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, String(value))
  return query.size > 0 ? `${path}?${query}` : path
}
