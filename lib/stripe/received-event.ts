import { createHash } from 'node:crypto'

type Fields = Readonly<Record<string, unknown>>

/** An event as far as its body can be read, whatever version of the API it was written in. */
export type ReceivedEvent = {
  /** Stripe's; made from the body where it names none, so that the same body is the same event. */
  readonly id: string
  readonly type: string
  /** Empty where it says none. */
  readonly apiVersion: string
  /** Null if it does not say. */
  readonly livemode: boolean | null
  /** Of a connected account; empty for our own. */
  readonly account: string
  /** When Stripe made it, in epoch seconds; null if it does not say. */
  readonly createdSeconds: number | null
  /** What it is about; null where it says nothing, as events of API v2 do. */
  readonly object: Fields | null
  /** What it was before, as far as that changed. */
  readonly previous: Fields
  /** Why nothing can be done with the body, in words; empty where something can. */
  readonly problem: string
}

/** The fields of an object; null for anything else. */
export const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null

const parsed = (raw: string): unknown => {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

/** A name as Stripe gives them: printable, without spaces, of a bounded length. Empty for anything else. */
export const nameOf = (value: unknown): string =>
  typeof value === 'string' && /^[!-~]{1,255}$/.test(value) ? value : ''

const problemOf = (body: unknown, fields: Fields | null, id: string, type: string): string => {
  if (body === undefined) return 'The signed body is not JSON.'
  if (fields === null) return 'The signed body is not an object.'
  if (id === '') return 'The signed body names no event.'
  return type === '' ? 'The event does not say what kind it is of.' : ''
}

/** Reads the body of a webhook. It never throws: what cannot be read is an event with a problem. */
export const readReceivedEvent = (raw: string): ReceivedEvent => {
  const body = parsed(raw)
  const fields = fieldsOf(body)
  const [id, type] = [nameOf(fields?.id), nameOf(fields?.type)]
  const data = fieldsOf(fields?.data)
  return {
    id: id || `body_${createHash('sha256').update(raw).digest('hex')}`,
    type: type || 'unreadable',
    apiVersion: nameOf(fields?.api_version),
    livemode: typeof fields?.livemode === 'boolean' ? fields.livemode : null,
    account: nameOf(fields?.account),
    createdSeconds: typeof fields?.created === 'number' ? fields.created : null,
    object: fieldsOf(data?.object),
    previous: fieldsOf(data?.previous_attributes) ?? {},
    problem: problemOf(body, fields, id, type),
  }
}
