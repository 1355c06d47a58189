import type { z } from 'zod'
import { LongNumber } from '@/lib/core/money/wire-number'
import { Refusal } from '@/lib/platform/errors'
import { endedEarly, HotRequest } from './hot-request'
import { parseJson } from './parse-json'

export const mostBytes = 1_048_576
/** Levels of lists and objects; what reads the value afterwards calls itself once per level. */
export const mostLevels = 64

/** The body as text, read no further than the limit. */
export const readText = async (request: Request, limit: number = mostBytes): Promise<string> => {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > limit) throw tooLarge(limit)
  if (request instanceof HotRequest) {
    const bytes = await request.bytes(limit)
    if (bytes === null) throw tooLarge(limit)
    return bytes.toString('utf8')
  }
  if (!request.body) return ''
  return (await collect(request.body as unknown as AsyncIterable<Uint8Array>, limit)).toString('utf8')
}

const collect = async (body: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > limit) break
      chunks.push(chunk)
    }
  } catch {
    throw endedEarly()
  }
  if (size > limit) throw tooLarge(limit)
  return Buffer.concat(chunks)
}

const tooLarge = (limit: number) =>
  new Refusal('too_large', `The body may have at most ${limit} bytes; send less at a time.`, { limit_bytes: limit })

/** The body as JSON; an empty body is an empty object. */
export const readJson = async (request: Request, limit: number = mostBytes): Promise<unknown> => {
  const text = await readText(request, limit)
  if (text.trim() === '') return {}
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new Refusal('unsupported_media_type', 'Send the body as application/json.')
  }
  const value = parseJson(text)
  if (isDeeper(value, mostLevels)) {
    throw new Refusal('invalid_json', `The body may be nested at most ${mostLevels} levels deep.`)
  }
  return value
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)))

type Issue = z.core.$ZodIssue

const pathOf = (issue: Issue): string => issue.path.map(String).join('.')

/** The refusal for the first thing that is wrong with a value, with all of them as facts. */
export const refusalOfIssues = (found: readonly Issue[], value: unknown): Refusal => {
  const issues = aboutLongNumbers(found, value)
  const [first] = issues
  const facts = { issues: issues.slice(0, 20).map((issue) => ({ path: pathOf(issue), message: issue.message })) }
  if (first?.code === 'unrecognized_keys') {
    const field = [...first.path.map(String), first.keys[0] ?? ''].join('.')
    return new Refusal('unknown_field', `There is no field ${field}.`, { ...facts, field })
  }
  if (first?.code === 'custom' && first.params?.code === 'invalid_quantity') {
    return new Refusal('invalid_quantity', first.message, facts)
  }
  if (first?.code === 'custom' && first.params?.code === 'invalid_timestamp') {
    return new Refusal('invalid_timestamp', first.message, facts)
  }
  const where = first && first.path.length > 0 ? `${pathOf(first)}: ` : ''
  return new Refusal('invalid_request', `${where}${first?.message ?? 'The request is not understood.'}`, facts)
}

const valueAt = (value: unknown, path: Issue['path']): unknown =>
  path.reduce((at: unknown, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step], value)

/** The same issues; of a number that is too long for its field, its digits are what is wrong. */
const aboutLongNumbers = (issues: readonly Issue[], value: unknown): readonly Issue[] =>
  issues.map((issue) => {
    const given = issue.code === 'custom' ? null : valueAt(value, issue.path)
    if (!(given instanceof LongNumber)) return issue
    return { ...issue, message: `${given.text.slice(0, 40)} has more digits than a JSON number carries` }
  })

/** A value in the shape of the contract, or the refusal that says what is wrong with it. */
export const parse = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw refusalOfIssues(result.error.issues, value)
}
