import { log } from './log'

/** Rounds of work that were done since the last report, as one. Times are milliseconds of the clock that was given. */
export type Rounds = {
  readonly startedAt: number
  readonly endedAt: number
  readonly done: number
  /** Of the last round; null where it ended well. */
  readonly error: unknown
}

export type Repeated = {
  readonly what: string
  readonly everyMs: number
  /** Answers how much was done. */
  readonly work: () => Promise<number>
  /** Whether a round that did something is followed by the next one at once. */
  readonly eager?: boolean
  readonly report: (rounds: Rounds) => Promise<void>
  readonly nowMs: () => number
}

/** How long rounds are held back to be told together: those that did something, and those that did nothing. */
const busyMs = 1_000
const quietMs = 10_000
/** Until a round that failed is tried again, however rarely it is due; doubled each time it fails once more. */
const retryMs = 5_000

/**
 * Repeats work until stopped, one round at a time; a failing round is logged and tried again, no later than the next one
 * is due: what is done once an hour doesn't wait an hour because the database was away for a second. Rounds are reported
 * together, so that work that is looked for often does not write often; one that ends otherwise than the one before it is
 * reported at once. A report that fails is logged and stops nothing.
 * @returns ends the work: the round that is under way is waited for.
 */
export const repeat = ({ what, everyMs, work, eager = false, report, nowMs }: Repeated): (() => Promise<void>) => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  let untold: Rounds | null = null
  let toldAt = Number.NEGATIVE_INFINITY
  let wellBefore = true
  let failures = 0

  const tell = async (now: Rounds): Promise<void> => {
    untold = untold ? { ...now, startedAt: untold.startedAt, done: untold.done + now.done } : now
    const well = now.error === null
    const turned = well !== wellBefore
    wellBefore = well
    const passed = now.endedAt - toldAt
    if (!stopped && !turned && passed < (untold.done > 0 ? busyMs : quietMs)) return
    const rounds = untold
    untold = null
    toldAt = now.endedAt
    await report(rounds).catch((error: unknown) => log.error({ err: error, what }, 'a run could not be written down'))
  }
  const turn = async (): Promise<void> => {
    const startedAt = nowMs()
    let done = 0
    let failure: unknown = null
    try {
      done = await work()
    } catch (error) {
      failure = error ?? new Error('it failed')
      log.error({ err: error, what }, 'background work failed')
    }
    await tell({ startedAt, endedAt: nowMs(), done, error: failure })
    failures = failure === null ? 0 : failures + 1
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
