import { ask } from './ask'
import type { Ending } from './ending'
import { createLane, type Item, noCounts, type Outcome } from './lane'
import type { Settings } from './settings'
import type { ClientError, UsageEvent } from './types'

const path = '/api/v1/usage/events'
const mostItems = 1000
/** Below the portal's limit of 1 MiB, with room for the wrapper. */
const mostBytes = 1_000_000

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** The event as it is to be sent, or why it cannot be. */
const read = (event: UsageEvent, now: number): Item | string => {
  const fault = faultOf(event)
  if (fault !== null) return fault
  try {
    return itemOf(event, now)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** What is plainly no usage event; the rest is for the portal to say. */
const faultOf = (event: UsageEvent): string | null => {
  if (typeof event !== 'object' || event === null) return 'An event is an object.'
  const { org, meter, quantity, idempotencyKey } = event
  if (!isText(org)) return 'An event needs its org.'
  if (!isText(meter)) return 'An event needs its meter.'
  const isNumber = typeof quantity === 'number' && Number.isFinite(quantity) && quantity >= 0
  if (!isNumber && !isText(quantity)) return 'An event needs its quantity: not negative, a number or decimal text.'
  if (idempotencyKey !== undefined && !isText(idempotencyKey)) return 'An idempotencyKey is text.'
  return null
}

/** The event as it is sent, once and for all: with a key, and a time of its own. @throws what is not JSON. */
const itemOf = (event: UsageEvent, now: number): Item => {
  const { idempotencyKey = crypto.randomUUID(), occurredAt = new Date(now).toISOString() } = event
  const json = JSON.stringify({ ...event, idempotencyKey, occurredAt })
  const sizeBytes = new TextEncoder().encode(json).byteLength
  if (sizeBytes > mostBytes) throw new Error(`The event has ${sizeBytes} bytes; at most ${mostBytes} can be sent.`)
  return { work: { ...event, idempotencyKey, occurredAt }, json, sizeBytes, since: now }
}

type Result = {
  readonly status?: unknown
  readonly error?: { readonly error_code?: unknown; readonly message?: unknown }
}

/** Refusals of a single item that say nothing against it. */
const passing = new Set(['internal', 'unavailable', 'stale', 'rate_limited'])

const errorOf = (result: Result | null | undefined): ClientError => {
  const { error_code: code, message, ...facts } = result?.error ?? {}
  return { code: String(code ?? 'refused'), message: String(message ?? 'The portal refused the event.'), facts }
}

const nothing = { accepted: 0, repeated: 0, refused: [], again: [] } as const

/** Sorts a batch by its results, which come in the order of the request. */
const sorted = (items: readonly Item[], results: readonly Result[]): Outcome => {
  const outcome = { accepted: 0, repeated: 0, refused: [] as [Item, ClientError][], again: [] as Item[] }
  let passed: ClientError | null = null
  for (const [index, item] of items.entries()) {
    const status = results[index]?.status
    if (status === 'repeated') outcome.repeated += 1
    if (status === 'accepted' || status === 'repeated') {
      outcome.accepted += 1
      continue
    }
    const error = errorOf(results[index])
    if (!passing.has(error.code)) {
      outcome.refused.push([item, error])
      continue
    }
    outcome.again.push(item)
    passed = error
  }
  return passed ? { ...outcome, failed: { error: passed, waitMs: 0 } } : outcome
}

const send = async (settings: Settings, items: readonly Item[], ending: Ending): Promise<Outcome> => {
  const body = `{"events":[${items.map(({ json }) => json).join(',')}]}`
  const reply = await ask(settings, 'POST', path, body, settings.requestTimeoutMs, ending)
  if (reply.kind === 'failed') return { ...nothing, again: items, failed: reply }
  if (reply.kind === 'answered') {
    const { results } = reply.body as { readonly results?: readonly Result[] }
    if (Array.isArray(results) && results.length === items.length) return sorted(items, results)
    const error = { code: 'bad_answer', message: 'The answer does not have a result for each event.' }
    return { ...nothing, again: items, failed: { error, waitMs: 0 } }
  }
  const { error } = reply
  const isAboutKey = error.status === 401 || error.status === 403
  if (items.length > 1 && !isAboutKey) return { ...nothing, again: items, smaller: true }
  return { ...nothing, refused: items.map((item) => [item, error] as const) }
}

/** Queues usage and sends it in batches: when the first has waited long enough, or enough wait. */
export const createUsage = (settings: Settings, ending: Ending) => {
  const counts = noCounts()
  const lane = createLane({
    settings,
    counts,
    mostItems,
    mostBytes,
    ending,
    send: (items) => send(settings, items, ending),
  })
  let due: ReturnType<Ending['pause']> | null = null

  const start = (): Promise<void> => {
    const wait = due
    due = null
    wait?.wake()
    return lane.start()
  }

  /** Starts a while after the first event; a caller that starts earlier calls the wait off. */
  const schedule = (): void => {
    if (due !== null || lane.isRunning()) return
    const wait = ending.pause(settings.flushMs)
    due = wait
    wait.done.then(() => (due === wait ? start() : undefined))
  }

  const record = (event: UsageEvent, closed: boolean): void => {
    if (closed || counts.waiting >= settings.mostWaiting) {
      counts.dropped += 1
      settings.onDropped(event, closed ? 'closed' : 'queue_full')
      return
    }
    const item = read(event, settings.now())
    if (typeof item === 'string') {
      counts.refused += 1
      settings.onRefused(event, { code: 'invalid_request', message: item })
      return
    }
    lane.push(item)
    counts.waiting += 1
    if (lane.queued() >= settings.flushAt) start()
    else schedule()
  }

  return { record, start, isBusy: lane.isBusy, counts }
}
