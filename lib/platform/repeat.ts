import { log } from './log'

export type Repeated = {
  readonly what: string
  readonly everyMs: number
  /** Answers how much was done. */
  readonly work: () => Promise<number>
  /** Whether a round that did something is followed by the next one at once. */
  readonly eager?: boolean
}

/** Until a round that failed is tried again, however rarely it is due; doubled each time it fails once more. */
const retryMs = 5_000

/**
 * Repeats work until stopped, one round at a time; a failing round is logged and tried again, no later than the next one
 * is due: what is done once an hour doesn't wait an hour because the database was away for a second.
 * @returns ends the work: the round that is under way is waited for.
 */
export const repeat = ({ what, everyMs, work, eager = false }: Repeated): (() => Promise<void>) => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  let failures = 0

  const turn = async (): Promise<void> => {
    let done = 0
    let failed = false
    try {
      done = await work()
    } catch (error) {
      failed = true
      log.error({ err: error, what }, 'background work failed')
    }
    failures = failed ? failures + 1 : 0
    const nextMs = failures === 0 ? everyMs : Math.min(everyMs, retryMs * 2 ** Math.min(failures - 1, 20))
    if (!stopped) timer = setTimeout(go, eager && done > 0 ? 0 : nextMs)
  }
  const go = (): void => {
    round = turn()
  }
  go()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await round
  }
}
