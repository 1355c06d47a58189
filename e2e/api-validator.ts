import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ApiResponse, OpenApiDocument } from '@/lib/contracts/api/document-types'
import type { JsonSchema } from '@/lib/contracts/api/wire-forms'
import type { Answer } from './asker'

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
  const cache = new WeakMap<JsonSchema, ReturnType<typeof ajv.compile>>()
  const compile = (schema: JsonSchema) => {
    const known = cache.get(schema) ?? ajv.compile(resolved(schema))
    cache.set(schema, known)
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

/** Headers that are there whenever they are described; the others are where there is something to say. */
const always = ['X-Request-Id', 'WWW-Authenticate']
const sometimes = ['X-Compute-Remaining', 'Retry-After']

/**
 * Holds answers against the document: status, media type, body and headers. Says in words what is wrong, the first five
 * errors of a body included; nothing where all is as it is described.
 * @param path as the document or the tree of routes writes it: `{org}` or `[org]`.
 */
export const answerValidator = (document: OpenApiDocument) => {
  const validates = apiValidator(document)

  const headerFaults = ({ headers }: Answer, described: ApiResponse['headers'] = {}): string[] => {
    const missing = always.filter((name) => name in described && headers[name.toLowerCase()] === undefined)
    const there = sometimes.filter((name) => headers[name.toLowerCase()] !== undefined)
    return [
      ...missing.map((name) => `lacks the header ${name}`),
      ...there.flatMap((name) => {
        if (!(name in described)) return [`has the header ${name}, which is not described`]
        const schema = document.components.headers[name]?.schema as JsonSchema
        const text = headers[name.toLowerCase()]
        return validates(schema, schema.type === 'integer' ? Number(text) : text).map((fault) => `${name} ${fault}`)
      }),
    ]
  }

  const bodyFaults = ({ headers, text }: Answer, content: ApiResponse['content'] = {}): string[] => {
    const described = Object.keys(content)
    if (described.length === 0) return text === '' ? [] : ['has a body, and none is described']
    const type = (headers['content-type'] ?? 'nothing').split(';', 1)[0] ?? ''
    const media = content[type]
    if (!media) return [`is sent as ${type} and described as ${described.join(', ')}`]
    return media.schema ? validates(media.schema, JSON.parse(text)).slice(0, 5) : []
  }

  return (method: string, path: string, answer: Answer): string[] => {
    const operation = document.paths[path.replace(/\[(\w+)\]/g, '{$1}')]?.[method.toLowerCase()]
    const response = operation?.responses[String(answer.status)]
    const faults = response
      ? [...headerFaults(answer, response.headers), ...bodyFaults(answer, response.content)]
      : ['is not described']
    return faults.map((fault) => `${method} ${path} ${answer.status} ${fault}`)
  }
}
