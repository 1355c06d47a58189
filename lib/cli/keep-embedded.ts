import { setTimeout as sleep } from 'node:timers/promises'
import { type EmbeddedPostgres, startEmbedded } from '@/db/embedded'
import { isAlive } from '@/lib/platform/is-alive'
import { backOffMs } from './back-off'

export type KeptEmbedded = {
  /** Looks after it no longer, and stops it. */
  readonly stop: () => Promise<void>
}

const everyMs = 500
/** One that ran for so long did not end because it cannot run. */
const stableMs = 60_000

/**
 * Looks after the embedded database: one that has ended is started again on its port, where it is looked for, waiting
 * longer after each attempt that failed.
 */
export const keepEmbedded = (folder: string, first: EmbeddedPostgres, say: (line: string) => void): KeptEmbedded => {
  const { port } = new URL(first.url)
  let current = first
  let stopped = false
  let failures = 0
  const wake = new AbortController()
  const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal: wake.signal }).catch(() => {})
  const look = async (): Promise<void> => {
    let since = Date.now()
    while (!stopped) {
      if (isAlive(current.pid)) {
        if (Date.now() - since > stableMs) failures = 0
        await wait(everyMs)
        continue
      }
      say('PostgreSQL ended; starting it again.')
      await wait(backOffMs(failures))
      if (stopped) return
      failures += 1
      try {
        current = await startEmbedded(folder, { port })
        since = Date.now()
        say('PostgreSQL is running again.')
      } catch (error) {
        say(error instanceof Error ? error.message : String(error))
      }
    }
  }
  const looking = look()
  return {
    stop: async () => {
      stopped = true
      wake.abort()
      await looking
      await current.stop()
    },
  }
}
