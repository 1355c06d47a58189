import { z } from 'zod'
import type { Shape } from './describe'
import { type JsonSchema, wireForms } from './wire-forms'

export type Direction = 'input' | 'output'
export type DirectedShape = { readonly shape: Shape; readonly io: Direction }

const home = '#/components/schemas/'
export const refTo = (name: string): JsonSchema => ({ $ref: `${home}${name}` })

type Mutable = { [keyword: string]: unknown }

/** A shape and the named shapes inside it. */
export const withParts = (shape: Shape): readonly Shape[] => [shape, ...(shape.parts ?? []).flatMap(withParts)]

const registryOf = (shapes: readonly Shape[]) => {
  const registry = z.registry<{ id: string }>()
  const known = new Map<string, z.ZodType>()
  for (const { name, schema } of [...wireForms, ...shapes]) {
    const other = known.get(name)
    if (other && other !== schema) throw new Error(`Two schemas are named ${name}.`)
    if (other) continue
    known.set(name, schema)
    registry.add(schema, { id: name })
  }
  return registry
}

const forms = new Map<unknown, JsonSchema>(wireForms.map(({ schema, json }) => [schema, json]))

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>

/**
 * What zod cannot know: the wire form of a value that is read, a record of anything, and that an answer may get more
 * fields one day.
 */
const override =
  (io: Direction): Override =>
  ({ zodSchema, jsonSchema }) => {
    const json = jsonSchema as Mutable
    const form = forms.get(zodSchema)
    if (form) {
      if ('type' in form || 'anyOf' in form) for (const key of Object.keys(json)) delete json[key]
      Object.assign(json, form)
    }
    const { def } = zodSchema._zod
    if (def.type === 'object' && def.catchall === undefined && io === 'output') delete json.additionalProperties
    if (def.type === 'record') {
      delete json.propertyNames
      if (def.valueType._zod.def.type === 'lazy') json.additionalProperties = true
    }
    if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
    if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
    const described = z.globalRegistry.get(zodSchema as unknown as z.ZodType)?.description
    if (described !== undefined) json.description = described
  }

/** `#/$defs/Name` → `#/components/schemas/Name`. */
const lifted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(lifted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string' ? [key, inner.replace('#/$defs/', home)] : [key, lifted(inner)],
    ),
  )
}

/** The object in a schema that may be null instead. */
const objectOf = (json: Mutable | undefined): Mutable | undefined =>
  Array.isArray(json?.anyOf) ? (json.anyOf as Mutable[]).find(({ properties }) => properties !== undefined) : json

/** The schema at a field's path in a JSON schema: `results[].status`. */
const fieldAt = (json: Mutable, path: string): Mutable | undefined =>
  path.split('.').reduce<Mutable | undefined>((at, step) => {
    const name = step.replaceAll('[]', '')
    const field = (objectOf(at)?.properties as Mutable | undefined)?.[name] as Mutable | undefined
    return step.endsWith('[]') ? (field?.items as Mutable | undefined) : field
  }, json)

const describeFields = (json: Mutable, { name, description, fields = {} }: Shape): Mutable => {
  json.description = description
  for (const [path, sentence] of Object.entries(fields)) {
    const field = fieldAt(json, path)
    if (!field) throw new Error(`${name} has no field ${path} to describe.`)
    field.description = sentence
  }
  return json
}

/** Turns zod schemas into JSON Schema 2020-12; whatever has a name becomes a reference to it. */
export const schemaWriter = (shapes: readonly Shape[]) => {
  const registry = registryOf(shapes)
  const write = (schema: z.ZodType, io: Direction): Mutable => {
    const written = z.toJSONSchema(schema, {
      io,
      metadata: registry,
      unrepresentable: 'any',
      override: override(io),
    }) as Mutable
    const { $defs: named, $schema: _, ...inPlace } = written
    const name = registry.get(schema)?.id
    const own = name === undefined ? inPlace : (named as Mutable)[name]
    return lifted(own) as Mutable
  }
  return {
    /** A schema in place, or the reference to it where it has a name. */
    inline: (schema: z.ZodType, io: Direction): JsonSchema => {
      const name = registry.get(schema)?.id
      return name === undefined ? write(schema, io) : refTo(name)
    },
    /** A wire form, by its name. */
    form: (name: string): JsonSchema => {
      const found = wireForms.find((each) => each.name === name)
      if (!found) throw new Error(`There is no wire form ${name}.`)
      return write(found.schema, 'input')
    },
    named: ({ shape, io }: DirectedShape): JsonSchema => describeFields(write(shape.schema, io), shape),
  }
}

/** Names of components that a value refers to. */
export const refsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(refsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner.slice(home.length)] : refsIn(inner),
  )
}
