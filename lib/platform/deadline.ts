import { AsyncLocalStorage } from 'node:async_hooks'

/** Work that can be given up: what it asked of others is told to stop. */
export type Cancellable = { readonly cancel: () => void }

type Running = {
  /** Milliseconds of `performance.now()` after which nobody waits for an answer any more. */
  readonly until: number
  /** What is to be cancelled then; null where nobody collects it. */
  readonly started: Set<Cancellable> | null
}

const key = Symbol.for('kontor.deadline')
const root = globalThis as { [key]?: AsyncLocalStorage<Running> }

/** The front server and the pages are bundled apart, and a request passes through both. */
const running = (): AsyncLocalStorage<Running> => {
  root[key] ??= new AsyncLocalStorage<Running>()
  return root[key]
}

const never: Running = { until: Number.POSITIVE_INFINITY, started: null }

/** Does the work of a request: all that it asks the database for ends by then. */
export const withDeadline = <T>(until: number, work: () => T): T => running().run({ until, started: null }, work)

/** Does work that several requests share: the deadline of the one that happened to begin it says nothing about it. */
export const withoutDeadline = <T>(work: () => T): T =>
  running().getStore() === undefined ? work() : running().run(never, work)

/** How long the request that this is done for may still take. */
export const millisecondsLeft = (): number => (running().getStore() ?? never).until - performance.now()

/** Does work and collects what it starts, to cancel it where it is not waited for any more. */
export const collecting = <T>(started: Set<Cancellable>, work: () => T): T =>
  running().run({ until: (running().getStore() ?? never).until, started }, work)

/** Says that something was started which can be cancelled. @returns says that it ended. */
export const noteStarted = (what: Cancellable): (() => void) | null => {
  const started = running().getStore()?.started
  if (!started) return null
  started.add(what)
  return () => started.delete(what)
}
