import type { Sleep } from './types'

export type Ending = ReturnType<typeof createEnding>

/** The end of a client, for whatever waits: any number of waits may listen, and stop listening. */
export const createEnding = (sleep: Sleep) => {
  const waits = new Set<() => void>()
  let over = false

  /** Calls back at the end, at once where it is there; answers how to stop listening. */
  const onOver = (act: () => void): (() => void) => {
    if (over) act()
    else waits.add(act)
    return () => waits.delete(act)
  }

  /** Waits, until the end at most; `wake` ends the wait earlier. */
  const pause = (ms: number): { readonly done: Promise<void>; readonly wake: () => void } => {
    const control = new AbortController()
    const wake = () => control.abort()
    const off = onOver(wake)
    return { done: sleep(ms, control.signal).finally(off), wake }
  }

  const end = (): void => {
    over = true
    for (const act of [...waits]) act()
    waits.clear()
  }

  return { isOver: () => over, onOver, pause, end }
}

/** Lets at most so many work at a time; the others wait in the order they came. */
export const createGate = (most: number) => {
  const waiting: (() => void)[] = []
  let inside = 0
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (inside < most) inside += 1
    else await new Promise<void>((enter) => waiting.push(enter))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
