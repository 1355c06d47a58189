import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { millisecondsLeft } from './deadline'
import { Refusal } from './errors'

type Waiting = { readonly go: () => void; readonly place: 'first' | 'last' }
type Lines = {
  /** Who has a turn here, where other processes are told. */
  readonly holder: string
  /** By name: those who wait for the turn that somebody has, in their order. Of other names nobody has a turn. */
  readonly waiting: Map<string, Waiting[]>
  /** What is handed on from turn to turn. */
  readonly memory: Map<string, unknown>
}

type Shared = {
  readonly lines: WeakMap<object, Lines>
  /** What the work that runs has a turn of. */
  readonly held: AsyncLocalStorage<ReadonlySet<string>>
  mostMs: number
}

const key = Symbol.for('kontor.turns')
const root = globalThis as { [key]?: Shared }

/** The front server and the pages are bundled apart, and change the same organizations. */
const shared = (): Shared => {
  root[key] ??= { lines: new WeakMap(), held: new AsyncLocalStorage(), mostMs: Number.POSITIVE_INFINITY }
  return root[key]
}

const linesOf = (owner: object): Lines => {
  const { lines } = shared()
  const known = lines.get(owner) ?? { holder: randomUUID(), waiting: new Map(), memory: new Map() }
  lines.set(owner, known)
  return known
}

/** Has two owners share their turns: pools of one process on one database. */
export const shareTurns = (owner: object, other: object): void => {
  shared().lines.set(other, linesOf(owner))
}

/** How long anybody of this process waits for a turn at most; a server answers that much is happening then. */
export const limitTurns = (mostMs: number): void => {
  shared().mostMs = mostMs
}

/** How long work that waits, or that lost against others, may go on trying. */
export const patienceMs = (): number => Math.min(shared().mostMs, millisecondsLeft())

/** What is said where too many want to change the same thing, for longer than anybody waits. */
export const tooBusy = (name: string): Refusal =>
  new Refusal('unavailable', `Much is happening to ${name} at the moment. Try again shortly.`, { org: name })

/** Whether nobody has a turn of a name, so that one is had at once. */
export const isFree = (owner: object, name: string): boolean => !linesOf(owner).waiting.has(name)

/** Whether the work that runs has a turn of a name already. */
export const hasTurn = (name: string): boolean => shared().held.getStore()?.has(name) ?? false

/** Begins work that takes turns of its own, whatever the work that begins it has a turn of. */
export const withoutTurns = <T>(work: () => T): T => shared().held.run(new Set(), work)

/** What this process is called where it takes a turn among others. */
export const holderOf = (owner: object): string => linesOf(owner).holder

/** What is known, by name, to all who take turns together. */
export const memoryOf = (owner: object): Map<string, unknown> => linesOf(owner).memory

const end = ({ waiting }: Lines, name: string): void => {
  const next = waiting.get(name)?.shift()
  if (next) next.go()
  else waiting.delete(name)
}

/** Waits for a turn; what cannot wait any longer leaves the line. */
const wait = (lines: Lines, name: string, place: Waiting['place']): Promise<void> | null => {
  const line = lines.waiting.get(name)
  if (!line) {
    lines.waiting.set(name, [])
    return null
  }
  const mostMs = patienceMs()
  return new Promise((go, fail) => {
    const late =
      mostMs === Number.POSITIVE_INFINITY
        ? undefined
        : setTimeout(
            () => {
              line.splice(line.indexOf(waiting), 1)
              fail(tooBusy(name))
            },
            Math.max(0, mostMs),
          )
    const waiting: Waiting = {
      place,
      go: () => {
        clearTimeout(late)
        go()
      },
    }
    const before = line.findIndex((each) => each.place === 'last')
    if (place === 'last' || before < 0) line.push(waiting)
    else line.splice(before, 0, waiting)
  })
}

/**
 * Does work while nobody else of this process does any under the same name: in the order in which they asked, so that nobody
 * is overtaken for ever, and without holding a connection meanwhile. Work that has the turn already goes on with it.
 * @param place `first` for what others wait for.
 * @throws Refusal `unavailable` if the turn does not come in time; nothing is begun then.
 */
export const inTurn = async <T>(
  owner: object,
  name: string,
  work: () => Promise<T>,
  place: Waiting['place'] = 'last',
): Promise<T> => {
  const { held } = shared()
  const own = held.getStore()
  if (own?.has(name)) return work()
  const lines = linesOf(owner)
  const waits = wait(lines, name, place)
  if (waits) await waits
  try {
    return await held.run(new Set([...(own ?? []), name]), work)
  } finally {
    end(lines, name)
  }
}

/**
 * The same for several names of which nobody has a turn (`isFree`).
 * @param work is given what ends one of the turns before the others.
 */
export const inFreeTurns = async <T>(
  owner: object,
  names: readonly string[],
  work: (ended: (name: string) => void) => Promise<T>,
): Promise<T> => {
  const { held } = shared()
  const lines = linesOf(owner)
  const open = new Set(names)
  for (const name of open) lines.waiting.set(name, [])
  const leave = (name: string): void => {
    if (open.delete(name)) end(lines, name)
  }
  try {
    return await held.run(new Set([...(held.getStore() ?? []), ...names]), () => work(leave))
  } finally {
    for (const name of names) leave(name)
  }
}
