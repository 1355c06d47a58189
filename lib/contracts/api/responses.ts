import { z } from 'zod'
import type { Answer, Examples, RouteEntry, Shape } from './describe'
import type { ApiResponse, Content, Operation } from './document-types'
import { meaningOf, refusalsOf } from './refusals'
import { refTo } from './schemas'
import type { JsonSchema } from './wire-forms'

/** The HTTP status of each refusal code. */
export type Statuses = Readonly<Record<string, number>>

export const errorShape: Shape = {
  name: 'Error',
  schema: z.object({ detail: z.looseObject({ error_code: z.string(), message: z.string() }) }),
  description: 'Every refusal. `detail` may hold more facts, by code.',
  fields: {
    detail: 'What was refused, and why.',
    'detail.error_code': 'For machines; the list is closed.',
    'detail.message': 'For people.',
  },
}

const header = (description: string, schema: JsonSchema): JsonSchema => ({ description, schema })
export const headers = {
  'X-Request-Id': header('The id of the request, as it is in the logs.', { type: 'string' }),
  'X-Compute-Remaining': header(
    'Compute units that are left of quota and extras after this, where all of it is about one organization that lives on a weekly quota.',
    {
      type: 'string',
      pattern: '^\\d+(\\.\\d+)?$',
    },
  ),
  'Retry-After': header('Seconds to wait before trying again.', { type: 'integer', minimum: 0 }),
  'WWW-Authenticate': header('How to authenticate.', { type: 'string' }),
}

const headersFor = (...names: readonly (keyof typeof headers)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

const keyOf = (summary: string): string => summary.toLowerCase().replace(/[^a-z0-9_]+/g, '-')

const examplesOf = (examples: Examples) =>
  Object.fromEntries(Object.entries(examples).map(([summary, value]) => [keyOf(summary), { summary, value }]))

export const json = (schema: JsonSchema, examples: Examples): Content => ({
  'application/json': { schema, examples: examplesOf(examples) },
})

const answerOf = (answer: Answer, { computeRemaining }: RouteEntry): ApiResponse => {
  const { description } = answer
  const own = headersFor('X-Request-Id', ...(computeRemaining ? (['X-Compute-Remaining'] as const) : []))
  if ('shape' in answer) {
    return { description, headers: own, content: json(refTo(answer.shape.name), answer.examples) }
  }
  return 'mediaType' in answer
    ? { description, headers: own, content: { [answer.mediaType]: {} } }
    : { description, headers: own }
}

/** What the gate says no with: there, too, the answer says what is left. */
const gateCodes: ReadonlySet<string> = new Set(['payment_required', 'limit_exceeded', 'concurrency_exceeded'])

/** The error answer of a status: the envelope, with the codes this operation may give. */
const refusalOf = (status: number, codes: readonly string[], { computeRemaining }: RouteEntry): ApiResponse => {
  const narrowed = {
    type: 'object',
    properties: { detail: { type: 'object', properties: { error_code: { type: 'string', enum: codes } } } },
  }
  const examples = codes.map((code) => [code, { detail: { error_code: code, message: meaningOf(code) } }])
  return {
    description: codes.map(meaningOf).join(' '),
    headers: headersFor(
      'X-Request-Id',
      ...(computeRemaining && codes.some((code) => gateCodes.has(code)) ? (['X-Compute-Remaining'] as const) : []),
      ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
      ...(status === 429 || status === 503 ? (['Retry-After'] as const) : []),
    ),
    content: json({ allOf: [refTo(errorShape.name), narrowed] }, Object.fromEntries(examples)),
  }
}

/** Where a status is both an answer of its own and a refusal, the body is either. */
const either = (own: ApiResponse, refusal: ApiResponse): ApiResponse => {
  const [mine, theirs] = [own, refusal].map(({ content }) => content?.['application/json'])
  return {
    description: `${own.description} ${refusal.description}`,
    headers: { ...own.headers, ...refusal.headers },
    content: {
      'application/json': {
        schema: { anyOf: [mine?.schema ?? {}, theirs?.schema ?? {}] },
        examples: { ...mine?.examples, ...theirs?.examples },
      },
    },
  }
}

/** The answers of an operation by status: its own, and its refusals. */
export const responsesOf = (entry: RouteEntry, statuses: Statuses): Operation['responses'] => {
  const byStatus = new Map<number, string[]>()
  for (const code of [...refusalsOf(entry)].sort()) {
    const status = statuses[code]
    if (status === undefined) throw new Error(`${entry.id}: the refusal ${code} has no status.`)
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const responses = new Map(
    Object.entries(entry.answers).map(([status, answer]) => [Number(status), answerOf(answer, entry)]),
  )
  for (const [status, codes] of byStatus) {
    const [own, refusal] = [responses.get(status), refusalOf(status, codes, entry)]
    responses.set(status, own ? either(own, refusal) : refusal)
  }
  return Object.fromEntries([...responses].sort(([a], [b]) => a - b).map(([status, one]) => [String(status), one]))
}
