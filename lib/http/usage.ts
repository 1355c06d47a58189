import type { z } from 'zod'
import { readPlainUsageEvent } from '@/lib/contracts/plain-usage-event'
import { type UsageAnswer, usageEvent } from '@/lib/contracts/usage'
import { envelopeOf, type Facts, Refusal, type RefusalCode } from '@/lib/platform/errors'
import { type JsonAnswer, jsonAnswer } from './json-answer'
import { refusalOfIssues } from './read-json'

type Event = z.output<typeof usageEvent>
type Refused = { readonly code: RefusalCode; readonly sentence: string; readonly facts: Facts }
export type ReadItem =
  | {
      readonly key: string | null
      readonly event: Omit<Event, 'properties'> & { readonly properties: unknown }
      readonly refusal: null
    }
  | { readonly key: string | null; readonly event: null; readonly refusal: Refusal }

export type Recorded =
  | { readonly key: string; readonly outcome: 'accepted' | 'repeated'; readonly takenBack?: true }
  | { readonly key: string; readonly outcome: 'refused'; readonly refusal: Refused }

const keyOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'idempotencyKey' in value && typeof value.idempotencyKey === 'string'
    ? value.idempotencyKey.slice(0, 200)
    : null

/** Reads each item by itself, so that a bad one has its own error. */
export const readUsage = (values: readonly unknown[]): ReadItem[] =>
  values.map((value): ReadItem => {
    const plain = readPlainUsageEvent(value)
    if (plain) return { key: plain.key, event: { ...plain, properties: null }, refusal: null }
    const result = usageEvent.safeParse(value)
    if (!result.success) return { key: keyOf(value), event: null, refusal: refusalOfIssues(result.error.issues, value) }
    const { properties = null, ...event } = result.data
    return { key: event.key, event: { ...event, properties }, refusal: null }
  })

/** The answer in the order of the request. A single event that was refused answers with the refusal's own status. */
export const answerUsage = (items: readonly ReadItem[], recorded: readonly Recorded[], single: boolean): JsonAnswer => {
  const left = [...recorded]
  const results = items.map(({ key, refusal }): UsageAnswer['results'][number] => {
    if (refusal) return refusedItem(key, refusal)
    const result = left.shift()
    if (!result) throw new Error('an event was not answered')
    if (result.outcome !== 'refused') {
      return { idempotencyKey: key, status: result.outcome, ...(result.takenBack ? { takenBack: true } : {}) }
    }
    const { code, sentence, facts } = result.refusal
    return refusedItem(key, new Refusal(code, sentence, facts))
  })
  const [first] = results
  if (single && first?.error) {
    const { error_code: code, message, ...facts } = first.error
    throw new Refusal(code as RefusalCode, message, facts)
  }
  const count = (status: string) => results.filter((result) => result.status === status).length
  return jsonAnswer({
    accepted: count('accepted'),
    repeated: count('repeated'),
    refused: count('refused'),
    results,
  } satisfies UsageAnswer)
}

const refusedItem = (key: string | null, refusal: Refusal): UsageAnswer['results'][number] => ({
  idempotencyKey: key,
  status: 'refused',
  error: envelopeOf(refusal).detail,
})
