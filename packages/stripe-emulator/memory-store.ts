import type { Change, Delivery, EmulatorStore, ListQuery, StoredAnswer, StoredObject } from './store'

type Queued = { delivery: Delivery; leaseUntilMs: number }

/** A store that lives as long as the process. JavaScript runs each method to its end, which makes each one atomic. */
export const createMemoryStore = (): EmulatorStore => {
  const objects = new Map<string, StoredObject>()
  const answers = new Map<string, StoredAnswer>()
  const queue = new Map<string, Queued>()

  const isStale = (change: Change): boolean =>
    (change.answer !== null && answers.has(change.answer.key)) ||
    change.guards.some(({ id, version }) => (objects.get(id)?.version ?? 0) !== version)

  const apply = (change: Change): void => {
    for (const object of change.objects) {
      const version = (objects.get(object.id)?.version ?? 0) + 1
      objects.set(object.id, structuredClone({ ...object, version }))
    }
    for (const owed of change.deliveries) {
      const delivery: Delivery = { ...owed, state: 'pending', attempts: 0, lastStatus: null }
      queue.set(owed.id, { delivery, leaseUntilMs: 0 })
    }
    if (change.answer) answers.set(change.answer.key, change.answer)
  }

  return {
    get: async (id) => structuredClone(objects.get(id) ?? null),
    list: async (query) => structuredClone(select([...objects.values()], query)),
    answerTo: async (key) => answers.get(key) ?? null,
    commit: async (change) => {
      if (isStale(change)) return 'stale'
      apply(change)
      return 'applied'
    },
    claimDelivery: async ({ nowMs, leaseMs, order }) => {
      const due = [...queue.values()].filter(
        ({ delivery, leaseUntilMs }) =>
          delivery.state === 'pending' && delivery.dueAtMs <= nowMs && leaseUntilMs <= nowMs,
      )
      const next = order === 'newest' ? due.at(-1) : due[0]
      if (!next) return null
      const delivery = { ...next.delivery, attempts: next.delivery.attempts + 1 }
      queue.set(delivery.id, { delivery, leaseUntilMs: nowMs + leaseMs })
      return delivery
    },
    settleDelivery: async ({ id, ...outcome }) => {
      const held = queue.get(id)
      if (held) queue.set(id, { delivery: { ...held.delivery, ...outcome }, leaseUntilMs: 0 })
    },
    deliveries: async (limit) =>
      [...queue.values()]
        .map(({ delivery }) => delivery)
        .slice(-limit)
        .reverse(),
  }
}

const select = (all: readonly StoredObject[], query: ListQuery): StoredObject[] => {
  const matching = all.filter(
    ({ type, data }) =>
      type === query.type && Object.entries(query.match).every(([field, value]) => data[field] === value),
  )
  if (query.order === 'newest') matching.reverse()
  const start = query.after === null ? 0 : matching.findIndex(({ id }) => id === query.after) + 1
  return matching.slice(start, start + query.limit)
}
