/** A bounded stretch of time for work that is done in parts: what is not done in it goes on in another one. */
export type Slice = {
  /** Asked between two parts: false once the time is over, or the work is to stop. */
  readonly goesOn: () => boolean
  /** Ends it before its time; whoever waits goes on at once. */
  readonly stop: () => void
  /** Waits, but no longer than the slice lasts. */
  readonly pause: (ms: number) => Promise<void>
}

export const createSlice = (ms: number): Slice => {
  const endsAt = performance.now() + ms
  const waiting = new Set<() => void>()
  let stopped = false
  return {
    goesOn: () => !stopped && performance.now() < endsAt,
    stop: () => {
      stopped = true
      for (const wake of waiting) wake()
    },
    pause: (pauseMs) =>
      new Promise((done) => {
        if (stopped) return done()
        const wake = (): void => {
          clearTimeout(timer)
          waiting.delete(wake)
          done()
        }
        const timer = setTimeout(wake, Math.min(pauseMs, Math.max(0, endsAt - performance.now())))
        waiting.add(wake)
      }),
  }
}
