import type { Ending } from './ending'
import type { Settings } from './settings'
import type { ClientError, LaneStats, Work } from './types'

export type Item = {
  readonly work: Work
  /** The request's part for this item, as JSON; fixed when it was recorded, the same at every try. */
  readonly json: string
  readonly sizeBytes: number
  readonly since: number
}

/** What became of a batch: what is settled is counted; the rest is sent again, in its order. */
export type Outcome = {
  readonly accepted: number
  readonly repeated: number
  readonly refused: readonly (readonly [Item, ClientError])[]
  readonly again: readonly Item[]
  /** Set where the try failed: how long the portal asks to wait. */
  readonly failed?: { readonly error: ClientError; readonly waitMs: number }
  /** The batch was refused as a whole: smaller ones find the item that is to blame. */
  readonly smaller?: true
}

export type LaneOptions = {
  readonly settings: Settings
  readonly counts: Counts
  readonly mostItems: number
  readonly mostBytes: number
  readonly send: (items: readonly Item[]) => Promise<Outcome>
  readonly ending: Ending
}

export type Counts = { -readonly [name in keyof LaneStats]: LaneStats[name] }

export const noCounts = (): Counts => ({
  waiting: 0,
  accepted: 0,
  repeated: 0,
  refused: 0,
  dropped: 0,
  attempts: 0,
  failures: 0,
})

/** The wait before try `n` again: doubled each time, half of it by chance, so that many clients do not come at once. */
export const backoffOf = ({ backoffMs, mostBackoffMs, random }: Settings, failures: number): number => {
  const most = Math.min(mostBackoffMs, backoffMs * 2 ** Math.min(failures - 1, 30))
  return most / 2 + (random() * most) / 2
}

/** The first items that fit into one request; one always does. */
const fitting = (queue: readonly Item[], mostItems: number, mostBytes: number): number => {
  let bytes = 0
  let count = 0
  for (const { sizeBytes } of queue) {
    bytes += sizeBytes + 1
    if (count === mostItems || (count > 0 && bytes > mostBytes)) break
    count += 1
  }
  return count
}

/** A try that ended in an error of this client's own is one that failed. */
const unforeseen = (again: readonly Item[], error: unknown): Outcome => ({
  accepted: 0,
  repeated: 0,
  refused: [],
  again,
  failed: { error: { code: 'client', message: String(error) }, waitMs: 0 },
})

/** Sends items in the order they came, one batch at a time, and a failed batch again until it is settled. */
export const createLane = ({ settings, counts, mostItems, mostBytes, send, ending }: LaneOptions) => {
  let queue: Item[] = []
  let limit = mostItems
  let failures = 0
  let running: Promise<void> | null = null

  const refuse = (item: Item, error: ClientError): void => {
    counts.refused += 1
    counts.waiting -= 1
    settings.onRefused(item.work, error)
  }

  const settle = ({ accepted, repeated, refused, again, failed, smaller }: Outcome, sent: number): void => {
    const tooOld = failed ? settings.now() - settings.giveUpAfterMs : Number.NEGATIVE_INFINITY
    queue = [...again.filter(({ since }) => since > tooOld), ...queue]
    counts.accepted += accepted
    counts.repeated += repeated
    counts.waiting -= accepted
    if (smaller) limit = Math.ceil(sent / 2)
    else if (!failed) limit = Math.min(mostItems, limit * 2)
    for (const [item, error] of refused) refuse(item, error)
    if (failed) for (const item of again) if (item.since <= tooOld) refuse(item, failed.error)
  }

  const round = async (): Promise<void> => {
    const batch = queue.splice(0, fitting(queue, limit, mostBytes))
    counts.attempts += 1
    const outcome = await send(batch).catch((error: unknown) => unforeseen(batch, error))
    settle(outcome, batch.length)
    if (!outcome.failed) {
      failures = 0
      return
    }
    failures += 1
    counts.failures += 1
    if (ending.isOver()) return
    settings.onError(outcome.failed.error)
    await ending.pause(Math.max(backoffOf(settings, failures), outcome.failed.waitMs)).done
  }

  const run = async (): Promise<void> => {
    try {
      while (queue.length > 0 && !ending.isOver()) await round()
    } finally {
      // In the same step as the last look at the queue: what is pushed from now on starts a new run.
      running = null
    }
  }

  return {
    push: (item: Item): void => {
      queue.push(item)
    },
    queued: (): number => queue.length,
    /** Sends until nothing is queued. */
    start: (): Promise<void> => {
      if (running !== null) return running
      if (queue.length === 0 || ending.isOver()) return Promise.resolve()
      running = run()
      return running
    },
    isRunning: (): boolean => running !== null,
    isBusy: (): boolean => running !== null || queue.length > 0,
  }
}
