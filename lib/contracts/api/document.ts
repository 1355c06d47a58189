import { type Body, type RouteEntry, tags } from './describe'
import type { ApiParameter, OpenApiDocument, Operation } from './document-types'
import { errorShape, headers, json, responsesOf, type Statuses } from './responses'
import { type DirectedShape, refsIn, refTo, schemaWriter, withParts } from './schemas'
import { requirementOf, securitySchemes } from './security'
import { type JsonSchema, wireForms } from './wire-forms'

export type DocumentOptions = {
  readonly routes: readonly RouteEntry[]
  readonly statuses: Statuses
  readonly version: string
  /** Where the portal is reached. */
  readonly url: string
}

type Writer = ReturnType<typeof schemaWriter>

const requestId: ApiParameter = {
  name: 'X-Request-Id',
  in: 'header',
  required: false,
  description: 'The caller’s own id of the request, which answer and logs then carry.',
  schema: { type: 'string', pattern: '^[\\w.-]{8,64}$' },
}

const parametersOf = (entry: RouteEntry, writer: Writer): Operation['parameters'] => {
  const given = (where: 'path' | 'query', list: RouteEntry['parameters'] = {}): ApiParameter[] =>
    Object.entries(list).map(([name, { schema, description, example, required = false }]) => ({
      name,
      in: where,
      required: where === 'path' || required,
      description,
      schema: writer.inline(schema, 'input'),
      example,
    }))
  return [
    ...given('path', entry.parameters),
    ...given('query', entry.query),
    { $ref: '#/components/parameters/RequestId' },
  ]
}

const bodyOf = ({ shape, examples, required = true }: Body): NonNullable<Operation['requestBody']> => ({
  required,
  content: json(refTo(shape.name), examples),
})

const operationOf = (entry: RouteEntry, writer: Writer, statuses: Statuses): Operation => ({
  operationId: entry.id,
  tags: [entry.tag],
  summary: entry.summary,
  description: entry.description,
  security: entry.callers.map(requirementOf),
  parameters: parametersOf(entry, writer),
  ...(entry.body ? { requestBody: bodyOf(entry.body) } : {}),
  responses: responsesOf(entry, statuses),
})

/** Every shape of the entries and whether it is sent or answered. */
const shapesOf = (routes: readonly RouteEntry[]): readonly DirectedShape[] => {
  const directed = routes.flatMap(({ body, answers }) => [
    ...(body ? withParts(body.shape).map((shape) => ({ shape, io: 'input' as const })) : []),
    ...Object.values(answers).flatMap((answer) =>
      'shape' in answer ? withParts(answer.shape).map((shape) => ({ shape, io: 'output' as const })) : [],
    ),
  ])
  return [...directed, { shape: errorShape, io: 'output' }]
}

/** The named schemas, each once, and the wire forms that something refers to; by name. */
const schemasOf = (shapes: readonly DirectedShape[], writer: Writer, paths: unknown): Record<string, JsonSchema> => {
  const schemas = new Map<string, JsonSchema>()
  for (const directed of shapes) {
    const { name } = directed.shape
    const [written, before] = [writer.named(directed), schemas.get(name)]
    if (before && JSON.stringify(before) !== JSON.stringify(written)) {
      throw new Error(`${name} is not the same when it is sent and when it is answered.`)
    }
    schemas.set(name, written)
  }
  const used = new Set(refsIn([paths, ...schemas.values()]))
  for (const { name } of wireForms) if (used.has(name)) schemas.set(name, writer.form(name))
  return Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The description of the API in OpenAPI 3.1. The same routes give the same document, byte for byte. */
export const openApiDocument = ({ routes, statuses, version, url }: DocumentOptions): OpenApiDocument => {
  const shapes = shapesOf(routes)
  const writer = schemaWriter(shapes.map(({ shape }) => shape))
  const paths: Record<string, Record<string, Operation>> = {}
  for (const entry of routes) {
    const path = paths[entry.path] ?? {}
    path[entry.method.toLowerCase()] = operationOf(entry, writer, statuses)
    paths[entry.path] = path
  }
  const used = new Set(routes.map(({ tag }) => tag as string))
  return {
    openapi: '3.1.1',
    info: {
      title: 'Kontor',
      version,
      description:
        'The billing portal’s API. Answers are JSON; fields may be added to them, so ignore what you do not know. Every ' +
        'refusal has the same envelope, with a code for machines and a sentence for people.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    tags: Object.entries(tags)
      .filter(([name]) => used.has(name))
      .map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: schemasOf(shapes, writer, paths),
      parameters: { RequestId: requestId },
      headers,
      securitySchemes,
    },
  }
}
