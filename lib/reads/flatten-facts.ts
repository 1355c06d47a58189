export type Facts = Readonly<Record<string, unknown>>

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const flatten = (facts: Record<string, unknown>, path: string): [string, unknown][] =>
  Object.entries(facts).flatMap(([name, value]) =>
    isGroup(value) ? flatten(value, `${path}${name}.`) : [[`${path}${name}`, value]],
  )

/**
 * The facts of an audit entry by their path (`config.buyer.town`), so that a change shows as the one fact it is. A bare
 * value is called `value`; nothing is null.
 * @param json as it was recorded.
 */
export const flattenFacts = (json: string): Facts | null => {
  const facts: unknown = JSON.parse(json)
  if (facts === null) return null
  return isGroup(facts) ? Object.fromEntries(flatten(facts, '')) : { value: facts }
}
