import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from './clock'
import { Failure } from './failure'
import type { EmulatorStore, StoredAnswer } from './store'
import { draftWork, isEmpty, type Origin, type Work } from './work'

const mostTries = 50

/** Runs one request against the store and writes all it changed at once. */
export type Transact = <T>(
  origin: Origin,
  run: (work: Work) => Promise<T>,
  answerOf?: (result: T) => StoredAnswer | null,
) => Promise<T>

type TransactOptions = {
  readonly store: EmulatorStore
  readonly now: Clock
  readonly publicUrl: string
  readonly announce: () => void
}

/**
 * A decision whose ground moved while it was made is made again from fresh reads, so that of two requests at the same
 * moment the second sees what the first one wrote. Gives up with Stripe's 429 `lock_timeout`.
 * @param announce called after a change that owes webhooks.
 */
export const createTransact =
  ({ store, now, publicUrl, announce }: TransactOptions): Transact =>
  async (origin, run, answerOf = () => null) => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const draft = draftWork({ store, nowMs: now().epochMilliseconds, publicUrl }, origin)
      const result = await run(draft.work)
      const change = await draft.change(answerOf(result))
      if (isEmpty(change)) return result
      if ((await store.commit(change)) === 'applied') {
        if (change.deliveries.length > 0) announce()
        return result
      }
      await pause(Math.random() * Math.min(tries * 5, 100))
    }
    throw new Failure(429, {
      type: 'invalid_request_error',
      code: 'lock_timeout',
      message: 'This object cannot be accessed right now because another API request is currently accessing it.',
    })
  }
