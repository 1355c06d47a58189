type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * JSON with one spelling: keys sorted, no white space, so that the same facts give the same bytes and the same hash.
 * Numbers must be safe integers: everything finer travels as text. A key without a value is left out; elsewhere what
 * JSON cannot say is refused.
 */
export const canonicalJson = (value: unknown): string => write(value as Json)

const write = (value: Json): string => {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`${value} is no safe integer`)
  if (value === undefined) throw new TypeError('undefined is no JSON')
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(write).join(',')}]`
  const entries = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const part = value[key]
      return part === undefined ? [] : [`${JSON.stringify(key)}:${write(part)}`]
    })
  return `{${entries.join(',')}}`
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
