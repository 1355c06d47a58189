import { setTimeout as sleep } from 'node:timers/promises'
import { millisecondsLeft } from '@/lib/platform/deadline'
import { Refusal } from '@/lib/platform/errors'
import { noteFull } from '@/lib/platform/storage'

const connectionLost = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'DEADLINE',
  'ROWS_MISPLACED',
  'CANCELLED',
])
/** Shut down by an operator, crashed, starting up, too many connections, deadlock, serialization. */
const worthRepeating = new Set(['57P01', '57P02', '57P03', '53300', '40P01', '40001', '08006', '08003', '08001'])

/** The server has no space left to write to: on its disk, or what it may use of it. */
const outOfSpace = new Set(['53100', '53400', '58030'])

const isCancelled = (error: object): boolean =>
  'code' in error && error.code === '57014' && 'message' in error && String(error.message).endsWith('user request')

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return ''
  // Of another one's query on the same connection; what stopped this one is known where it is awaited.
  if (isCancelled(error)) return 'CANCELLED'
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? codeOf(error.cause) : ''
}

/** True where asking again may work: the connection was lost or the server was not there, nothing is wrong with the call. */
export const isTransient = (error: unknown): boolean => {
  const code = codeOf(error)
  return connectionLost.has(code) || worthRepeating.has(code)
}

/** Why the pool did not ask at all, which the query builder puts behind an error of its own; null where it did. */
const refusalIn = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : null
}

export class DeadlineError extends Error {
  readonly code = 'DEADLINE'
}

/** Waits for work no longer than so long. */
export const withinMilliseconds = async <T>(work: Promise<T>, milliseconds: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new DeadlineError('the database did not answer in time')), milliseconds)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}

export type CallLimits = { readonly attemptMs: number; readonly totalMs: number }
const limits: CallLimits = { attemptMs: 5_000, totalMs: 15_000 }

const noSpace = (cause: unknown): Refusal => {
  noteFull()
  return new Refusal('unavailable', 'The database has no space left to write. Try again later.', {}, cause)
}

export const unavailable = (cause: unknown): Refusal =>
  new Refusal('unavailable', 'The database cannot be reached at the moment. Try again shortly.', {}, cause)

/**
 * Makes one call to the database and makes it again where the connection died: past a deadline the outcome is unknown,
 * and asking again with the same key resolves it. So the call must be idempotent: a write function with the caller's id.
 * It ends with the request that it is made for.
 * @throws Refusal `unavailable` when the database stays away for longer than `totalMs`.
 */
export const call = async <T>(attempt: () => Promise<T>, { attemptMs, totalMs }: CallLimits = limits): Promise<T> => {
  const until = performance.now() + Math.min(totalMs, millisecondsLeft())
  for (let wait = 10; ; wait = Math.min(wait * 2, 500)) {
    const left = until - performance.now()
    try {
      // A timer may end a fraction of a millisecond early.
      if (left < 1) throw new DeadlineError('there was no time left to ask the database')
      return await withinMilliseconds(attempt(), Math.min(attemptMs, left))
    } catch (error) {
      if (outOfSpace.has(codeOf(error))) throw noSpace(error)
      if (!isTransient(error)) throw refusalIn(error) ?? error
      if (performance.now() + wait > until) throw unavailable(error)
      await sleep(wait)
    }
  }
}
