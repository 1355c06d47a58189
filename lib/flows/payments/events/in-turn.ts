type Lane = { running: Promise<unknown>; next: Promise<unknown> | null }

const lanesOf = new WeakMap<object, Map<string, Lane>>()

/**
 * Runs work about one thing once at a time, and once for all who ask meanwhile: who asks while it runs shares the next
 * run with the others, which begins after all of them asked. For work that reads a state and records it: whatever an
 * event tells of happened before the event came, so that a run that begins afterwards has seen it.
 * @param owner to whom the key belongs: the Stripe that is read.
 */
export const inTurn = <Result>(owner: object, key: string, run: () => Promise<Result>): Promise<Result> => {
  const lanes = lanesOf.get(owner) ?? new Map<string, Lane>()
  lanesOf.set(owner, lanes)
  const begin = (): Promise<Result> => {
    const lane: Lane = { running: Promise.resolve(), next: null }
    const running = run().finally(() => {
      if (lanes.get(key) === lane && lane.next === null) lanes.delete(key)
    })
    lane.running = running
    lanes.set(key, lane)
    return running
  }
  const lane = lanes.get(key)
  if (!lane) return begin()
  lane.next ??= lane.running.then(begin, begin)
  // The same key is the same kind of work.
  return lane.next as Promise<Result>
}
