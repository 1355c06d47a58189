import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ApiResponse, OpenApiDocument } from '@/lib/contracts/api/document-types'
import type { JsonSchema } from '@/lib/contracts/api/wire-forms'

/**
 * Answers are described as open: fields may be added one day. A test wants to know of every field that is there and not
 * described, so it closes them, except where several schemas describe one object or anything is welcome.
 */
const closed = (value: unknown, within = false): unknown => {
  if (Array.isArray(value)) return value.map((inner) => closed(inner, within))
  if (typeof value !== 'object' || value === null) return value
  const schema = value as JsonSchema
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [
      key,
      ['examples', 'enum', 'const', 'default'].includes(key) ? part : closed(part, within || key === 'allOf'),
    ]),
  )
  const open = schema.type === 'object' && schema.properties !== undefined && schema.additionalProperties === undefined
  return open && !within ? { ...inner, additionalProperties: false } : inner
}

/** Validates values against schemas of the document, strictly: answers what is wrong, in words. */
export const apiValidator = (document: Pick<OpenApiDocument, 'components'>) => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true })
  addFormats.default(ajv)
  const schemas = closed(document.components.schemas) as JsonSchema
  ajv.addSchema({ $id: 'api:document', components: { schemas } } as object, undefined, false, false)
  ajv.addKeyword('components')
  const resolved = (schema: JsonSchema): JsonSchema =>
    JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/components/', '"api:document#/components/'))
  const cache = new Map<string, ReturnType<typeof ajv.compile>>()
  const compile = (schema: JsonSchema) => {
    const key = JSON.stringify(schema)
    const known = cache.get(key) ?? ajv.compile(resolved(schema))
    cache.set(key, known)
    return known
  }
  return (schema: JsonSchema, value: unknown): string[] => {
    const validate = compile(schema)
    if (validate(value)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}

/** The schema of a response's JSON, where it has one. */
export const schemaOf = (response: ApiResponse | undefined): JsonSchema | undefined =>
  response?.content?.['application/json']?.schema
