import type { Fragment } from 'postgres'
import type { Db } from '@/db/client'
import { type CallLimits, call, DeadlineError, unavailable, withinMilliseconds } from '@/db/commands/call'
import { type Cancellable, collecting } from '@/lib/platform/deadline'

const limits: CallLimits = { attemptMs: 10_000, totalMs: 15_000 }

/** True where the server itself ended a statement that took too long. */
const isTimeout = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { code, message, cause } = error as Error & { readonly code?: unknown }
  return (code === '57014' && message.endsWith('statement timeout')) || isTimeout(cause)
}

/**
 * Reads from the database, and again where the connection died. A reading that takes too long is cancelled, at the
 * server too, and not started again: it would take as long again, beside what still runs.
 * @throws Refusal `unavailable` then, and when the database stays away for longer than `totalMs`.
 */
export const lookUp = <T>(attempt: () => Promise<T>, { attemptMs, totalMs }: CallLimits = limits): Promise<T> =>
  call(
    async () => {
      const started = new Set<Cancellable>()
      try {
        return await withinMilliseconds(collecting(started, attempt), attemptMs)
      } catch (error) {
        for (const query of started) query.cancel()
        if (error instanceof DeadlineError || isTimeout(error)) throw unavailable(error)
        throw error
      }
    },
    // Whatever takes longer than an attempt may has ended by then.
    { attemptMs: totalMs, totalMs },
  )

/** Whether a column is one of some values. One alone is compared as such: a list is planned again each time. */
export const isOneOf = (client: Db['$client'], column: Fragment, values: readonly string[]): Fragment => {
  const [only = '', ...others] = values
  return others.length > 0 ? client`${column} = any(${[...values]})` : client`${column} = ${only}`
}
