import fc from 'fast-check'
import type { JsonSchema } from '@/lib/contracts/api/wire-forms'

export type RawBody = { readonly text: string; readonly type: string }

type Schemas = Readonly<Record<string, JsonSchema>>
/** Values that a field of this name has instead of what its schema says. */
export type Fixed = Readonly<Record<string, readonly unknown[]>>

const strange: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e300,
  -0.000001,
  2 ** 53,
  '',
  ' ',
  '0',
  '-1',
  'NaN',
  '1e400',
  '99999999999999999999999999.999999999999',
  '2026-02-30',
  '9999-12-31T23:59:60Z',
  '-271821-04-20T00:00:00Z',
  '\u0000',
  '\ud800',
  '\u202e',
  "'; drop table orgs; --",
  '../../etc/passwd',
  '{{7*7}}',
  'x'.repeat(5000),
  [],
  [[]],
  {},
  { constructor: { prototype: {} } },
  JSON.parse('{"__proto__": {"admin": true}}'),
]

/** Text that is no JSON, or sent as something else. */
const raw: readonly RawBody[] = [
  { text: '{', type: 'application/json' },
  { text: '{"a":1}}', type: 'application/json' },
  { text: '\ufeff{}', type: 'application/json' },
  { text: 'null', type: 'application/json' },
  { text: '[]', type: 'application/json' },
  { text: '"text"', type: 'application/json' },
  { text: 'NaN', type: 'application/json' },
  { text: `${'['.repeat(20_000)}${']'.repeat(20_000)}`, type: 'application/json' },
  { text: '{"a":1,"a":2}', type: 'application/json; charset=utf-16' },
  { text: 'org=acme&quantity=1', type: 'application/x-www-form-urlencoded' },
  { text: '<a/>', type: 'text/xml' },
  { text: '', type: 'application/json' },
]

const stringOf = (schema: JsonSchema): fc.Arbitrary<unknown> => {
  const examples = Array.isArray(schema.examples) ? schema.examples : []
  const written = fc.string({ maxLength: 40, unit: 'binary' })
  const dated = schema.format === 'date' ? ['2026-10-31', '2024-02-29'] : ['2026-10-20T10:00:00Z', '2026-10-20T10:00Z']
  const usual = schema.format ? dated : ['1', '0.5', '12.30', '2026-10', 'fuzz', 'fuzz-1', ...examples]
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: written })
}

const objectOf = (schema: JsonSchema, schemas: Schemas, fixed: Fixed): fc.Arbitrary<unknown> => {
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const properties = Object.entries((schema.properties ?? {}) as Schemas)
  const fields = properties.map(([name, field]) => {
    const value = fixed[name] ? fc.constantFrom(...fixed[name]) : fittingValue(field, schemas, fixed)
    return fc
      .option(value, { nil: undefined, freq: required.has(name) ? 30 : 2 })
      .map((given) => [name, given] as const)
  })
  return fc.tuple(...fields).map((list) => Object.fromEntries(list.filter(([, given]) => given !== undefined)))
}

/** Values that more or less fit a schema of the document. */
const fittingValue = (schema: JsonSchema, schemas: Schemas, fixed: Fixed): fc.Arbitrary<unknown> => {
  if (typeof schema.$ref === 'string') {
    return fittingValue(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, fixed)
  }
  const choices = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined
  if (choices) return fc.oneof(...choices.map((choice) => fittingValue(choice, schemas, fixed)))
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.type === 'object') return objectOf(schema, schemas, fixed)
  if (schema.type === 'array') {
    return fc.array(fittingValue((schema.items ?? {}) as JsonSchema, schemas, fixed), { maxLength: 4 })
  }
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'integer') return fc.oneof(fc.integer({ min: 0, max: 50 }), fc.maxSafeInteger())
  if (schema.type === 'number') return fc.oneof(fc.integer({ min: 0, max: 50 }), fc.double())
  return schema.type === 'string' ? stringOf(schema) : fc.constantFrom(...strange)
}

/** One place of a value replaced, taken away or added to. */
const mutate = (value: unknown, path: readonly number[], by: unknown): unknown => {
  const [step = 0, ...rest] = path
  if (typeof value !== 'object' || value === null || path.length === 0) return by
  if (Array.isArray(value)) {
    return value.length === 0
      ? [by]
      : value.map((each, at) => (at === step % value.length ? mutate(each, rest, by) : each))
  }
  const names = Object.keys(value)
  const name = names[step % (names.length + 1)]
  if (name === undefined) return { ...value, extra: by }
  const { [name]: inner, ...others } = value as Record<string, unknown>
  return step % 7 === 0 ? others : { ...others, [name]: mutate(inner, rest, by) }
}

/** The body of a request, from its schema: as it should be, with something wrong in one place or two, or no such thing. */
export const randomBodies = (schema: JsonSchema, schemas: Schemas, fixed: Fixed): fc.Arbitrary<RawBody> => {
  const fitting = fittingValue(schema, schemas, fixed)
  const place = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 })
  const wrong = fc
    .tuple(fitting, place, fc.constantFrom(...strange))
    .map(([value, path, by]) => mutate(value, path, by))
  const twice = fc.tuple(wrong, place, fc.constantFrom(...strange)).map(([value, path, by]) => mutate(value, path, by))
  const json = fc
    .oneof({ weight: 3, arbitrary: fitting }, { weight: 4, arbitrary: wrong }, { weight: 2, arbitrary: twice })
    .map((value) => ({ text: JSON.stringify(value) ?? '', type: 'application/json' }))
  return fc.oneof(
    { weight: 9, arbitrary: json },
    { weight: 1, arbitrary: fc.constantFrom(...raw) },
    {
      weight: 1,
      arbitrary: fc.string({ maxLength: 200, unit: 'binary' }).map((text) => ({ text, type: 'application/json' })),
    },
  )
}
