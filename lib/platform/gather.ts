import { withoutDeadline } from './deadline'
import { isUnavailable } from './errors'

/** Rounds that are under way at the same time at most. */
const mostLanes = 4
/** How long what waits does so for a round under way to end, before one more begins: nobody waits for one that is stuck. */
const patienceMs = 2
const mostItems = 100

type Waiting<Item, Result> = {
  readonly item: Item
  readonly done: (result: Result) => void
  readonly failed: (error: unknown) => void
}

export type GatherOptions<Item, Result> = {
  /**
   * Does it for all of them, and answers in their order. Must be safe to repeat: where it fails, each is tried alone,
   * unless it was the database that did not answer.
   */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>
  /** Whether one more may go with those that are taken; all may by default. */
  readonly fits?: (taken: readonly Item[], item: Item) => boolean
}

/**
 * Does for several callers at once what each of them asks for: who asks while a round is under way goes into the next
 * one together with the others. Nothing waits for company.
 */
export const gather = <Item, Result>({
  run,
  fits = () => true,
}: GatherOptions<Item, Result>): ((item: Item) => Promise<Result>) => {
  let waiting: Waiting<Item, Result>[] = []
  const rounds: { underWay: number; impatient: NodeJS.Timeout | undefined } = { underWay: 0, impatient: undefined }

  const take = (): Waiting<Item, Result>[] => {
    const taken: Waiting<Item, Result>[] = []
    const left: Waiting<Item, Result>[] = []
    const items: Item[] = []
    for (const each of waiting) {
      const goes = items.length < mostItems && (items.length === 0 || fits(items, each.item))
      if (goes) items.push(each.item)
      ;(goes ? taken : left).push(each)
    }
    waiting = left
    return taken
  }

  const work = async (round: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await run(round.map(({ item }) => item))
      for (const [index, { done }] of round.entries()) done(results[index] as Result)
    } catch (error) {
      if (round.length > 1 && !isUnavailable(error)) await Promise.all(round.map((each) => work([each])))
      else for (const { failed } of round) failed(error)
    }
  }

  const serve = (now = false): void => {
    if (waiting.length === 0) return
    if (rounds.underWay > 0 && !now) {
      rounds.impatient ??= setTimeout(() => {
        rounds.impatient = undefined
        serve(true)
      }, patienceMs)
      return
    }
    if (rounds.underWay >= mostLanes) return
    rounds.underWay += 1
    withoutDeadline(() => work(take())).finally(() => {
      rounds.underWay -= 1
      clearTimeout(rounds.impatient)
      rounds.impatient = undefined
      serve()
    })
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      serve()
    })
}

/** One gatherer for each of the things that it asks: made when it is first asked. */
export const gatherBy = <Owner extends object, Item, Result>(
  options: (owner: Owner) => GatherOptions<Item, Result>,
): ((owner: Owner, item: Item) => Promise<Result>) => {
  const gatherers = new WeakMap<Owner, (item: Item) => Promise<Result>>()
  return (owner, item) => {
    const known = gatherers.get(owner) ?? gather(options(owner))
    gatherers.set(owner, known)
    return known(item)
  }
}
