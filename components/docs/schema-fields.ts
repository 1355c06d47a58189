import type { JsonSchema } from '@/lib/contracts/api/wire-forms'

/** One line of a table of fields. */
export type FieldRow = {
  /** `results[].status` */
  readonly path: string
  readonly type: TypeText
  readonly required: boolean
  readonly description: string
}

/** A type in words, and the named schema it leads to where there is one. */
export type TypeText = { readonly text: string; readonly leadsTo: string | null }

type Schemas = Readonly<Record<string, JsonSchema>>
type Fields = Readonly<Record<string, JsonSchema>>

const listOf = (value: unknown): readonly JsonSchema[] => (Array.isArray(value) ? value : [])

/** The name a reference points to. */
export const nameOf = (schema: JsonSchema): string | null =>
  typeof schema.$ref === 'string' ? (schema.$ref.split('/').at(-1) ?? null) : null

/** The schema itself, where it is a reference. */
export const resolve = (schema: JsonSchema, schemas: Schemas): JsonSchema => schemas[nameOf(schema) ?? ''] ?? schema

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  null: 'null',
  object: 'object',
}

const range = (least: unknown, most: unknown, unit: string): string => {
  if (least === undefined && most === undefined) return ''
  if (least === undefined) return `, at most ${most} ${unit}`.trimEnd()
  return most === undefined ? `, at least ${least} ${unit}`.trimEnd() : `, ${least} to ${most} ${unit}`.trimEnd()
}

const formats: Readonly<Record<string, string>> = { 'date-time': 'time', date: 'day' }

const plain = (schema: JsonSchema): string => {
  const { type, format, minLength, maxLength, minimum, maximum, exclusiveMaximum } = schema
  if (Array.isArray(type)) return type.map((each) => words[each] ?? each).join(' or ')
  const word = formats[String(format)] ?? words[String(type)] ?? 'anything'
  if (type === 'string') return word + range(minLength, maxLength, 'characters')
  const below = exclusiveMaximum === undefined ? '' : `, below ${exclusiveMaximum}`
  return word + range(minimum, maximum, '') + below
}

/** A type in words: `text, 1 to 200 characters`, `list of PackageName, at most 200`, `accepted | refused`. */
export const typeOf = (schema: JsonSchema): TypeText => {
  const name = nameOf(schema)
  if (name !== null) return { text: name, leadsTo: name }
  if (schema.const !== undefined) return { text: JSON.stringify(schema.const), leadsTo: null }
  if (Array.isArray(schema.enum)) return { text: schema.enum.map(String).join(' | '), leadsTo: null }
  const choices = listOf(schema.anyOf ?? schema.oneOf)
  if (choices.length > 0) {
    const parts = choices.map(typeOf)
    const named = parts.filter(({ leadsTo }) => leadsTo !== null)
    return {
      text: parts.map(({ text }) => text).join(' or '),
      leadsTo: named.length === 1 ? (named[0]?.leadsTo ?? null) : null,
    }
  }
  if (schema.type !== 'array') return { text: plain(schema), leadsTo: null }
  const item = typeOf((schema.items ?? {}) as JsonSchema)
  return { text: `list of ${item.text}${range(schema.minItems, schema.maxItems, '')}`, leadsTo: item.leadsTo }
}

const fieldsOf = (schema: JsonSchema): Fields => (schema.properties ?? {}) as Fields

/** The object in a schema that may be null instead. */
const objectIn = (schema: JsonSchema): JsonSchema =>
  listOf(schema.anyOf).find(({ properties }) => properties !== undefined) ?? schema

/** Every field of an object schema, those of nested objects and lists after their parent. */
export const fieldRows = (schema: JsonSchema, schemas: Schemas, prefix = ''): readonly FieldRow[] => {
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  return Object.entries(fieldsOf(schema)).flatMap(([name, field]) => {
    const isList = field.type === 'array'
    const inner = objectIn((isList ? field.items : field) as JsonSchema)
    const path = `${prefix}${name}`
    const row: FieldRow = {
      path,
      type: typeOf(field),
      required: required.has(name),
      description: String(field.description ?? resolve(field, schemas).description ?? ''),
    }
    return [row, ...fieldRows(inner, schemas, `${path}${isList ? '[]' : ''}.`)]
  })
}

/** The forms a value may take: of a choice each, else the one. */
export const formsOf = (schema: JsonSchema): readonly JsonSchema[] => {
  const choices = listOf(schema.anyOf)
  return choices.length > 0 ? choices : [schema]
}
