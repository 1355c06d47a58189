import { withoutDeadline } from './deadline'
import { hasTurn, inTurn, patienceMs, tooBusy, withoutTurns } from './turns'

/** Something that is asked for, and whom to tell what became of it. */
export type Member<Item, Result> = {
  readonly item: Item
  readonly done: (result: Result) => void
  readonly failed: (error: unknown) => void
}

type Place = 'first' | 'last'
type Waiting<Item, Result> = Member<Item, Result> & {
  readonly place: Place
  readonly leaves: NodeJS.Timeout | undefined
}
type Batches<Item, Result> = {
  /** Those who wait, by name, in the order in which they asked. */
  readonly waiting: Map<string, Waiting<Item, Result>[]>
  /** Turns that are waited for, by name and place. */
  readonly asked: Set<string>
}

export type BatchInTurn<Item, Result> = {
  /** How many go together at most. */
  readonly most: number
  /** Does what they ask for and tells each of them, even if one fails. All who were not told are told what it throws. */
  readonly run: (name: string, members: readonly Member<Item, Result>[]) => Promise<void>
}

/**
 * Does things that take turns under a name: those that wait for the same turn go together when it comes, in the order in which
 * they were asked for. Who has the turn already goes at once, alone.
 * @returns asks for one of them. It rejects with Refusal `unavailable` if its turn does not come in time; nothing is begun then.
 */
export const batchInTurn = <Item, Result>({ most, run }: BatchInTurn<Item, Result>) => {
  const batches = new WeakMap<object, Batches<Item, Result>>()

  const batchesOf = (owner: object): Batches<Item, Result> => {
    const known = batches.get(owner) ?? { waiting: new Map(), asked: new Set() }
    batches.set(owner, known)
    return known
  }

  const runAll = async (name: string, members: readonly Member<Item, Result>[]): Promise<void> => {
    try {
      await run(name, members)
    } catch (error) {
      for (const { failed } of members) failed(error)
    }
  }

  const take = ({ waiting }: Batches<Item, Result>, name: string): readonly Waiting<Item, Result>[] => {
    const line = waiting.get(name) ?? []
    // What others wait for goes first, as it does among turns.
    const [first, last] = (['first', 'last'] as const).map((place) => line.filter((each) => each.place === place))
    const taken = [...(first ?? []), ...(last ?? [])].slice(0, most)
    const left = line.filter((each) => !taken.includes(each))
    if (left.length > 0) waiting.set(name, left)
    else waiting.delete(name)
    for (const { leaves } of taken) clearTimeout(leaves)
    return taken
  }

  /** Has a turn come for those who wait for one at a place. */
  const askFor = (owner: object, name: string, place: Place): void => {
    const own = batchesOf(owner)
    const turn = `${place} ${name}`
    if (own.asked.has(turn)) return
    own.asked.add(turn)
    const next = (): void => {
      const left = own.waiting.get(name)?.find((each) => !own.asked.has(`${each.place} ${name}`))
      if (left) askFor(owner, name, left.place)
    }
    const work = async (): Promise<void> => {
      own.asked.delete(turn)
      const taken = take(own, name)
      // Those who do not fit in wait for the next turn.
      next()
      if (taken.length > 0) await runAll(name, taken)
    }
    withoutDeadline(() => withoutTurns(() => inTurn(owner, name, work, place))).catch(() => {
      // It did not come in time; those who have not left by themselves ask for another.
      own.asked.delete(turn)
      next()
    })
  }

  return (owner: object, name: string, item: Item, place: Place = 'last'): Promise<Result> =>
    new Promise((done, failed) => {
      if (hasTurn(name)) {
        runAll(name, [{ item, done, failed }])
        return
      }
      const { waiting } = batchesOf(owner)
      const leave = (): void => {
        const line = waiting.get(name)
        line?.splice(line.indexOf(each), 1)
        if (line?.length === 0) waiting.delete(name)
        failed(tooBusy(name))
      }
      const mostMs = patienceMs()
      const leaves = mostMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(leave, Math.max(0, mostMs))
      const each: Waiting<Item, Result> = { item, done, failed, place, leaves }
      const line = waiting.get(name)
      if (line) line.push(each)
      else waiting.set(name, [each])
      askFor(owner, name, place)
    })
}
