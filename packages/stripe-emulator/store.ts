/** Any object the emulator keeps, as plain JSON. `version` grows by one with each write; 0 means "not there". */
export type StoredObject = {
  readonly id: string
  readonly type: string
  readonly version: number
  readonly data: Readonly<Record<string, unknown>>
}

/** What a request answered under its idempotency key; the fingerprint tells a replay from a mistake. */
export type StoredAnswer = {
  readonly key: string
  readonly fingerprint: string
  readonly status: number
  readonly body: string
}

export type DeliveryState = 'pending' | 'delivered' | 'failed'

/** One POST of one event that is owed to the webhook endpoint. */
export type Delivery = {
  readonly id: string
  readonly eventId: string
  readonly state: DeliveryState
  /** Tries made so far. */
  readonly attempts: number
  /** Epoch milliseconds: not sent before. */
  readonly dueAtMs: number
  /** HTTP status of the last try; 0 where no answer came. */
  readonly lastStatus: number | null
}

/** Everything one request writes. It is applied whole or not at all. */
export type Change = {
  /** Objects the decision rests on, with the versions it saw; any other version makes the change stale. */
  readonly guards: readonly { readonly id: string; readonly version: number }[]
  readonly objects: readonly Omit<StoredObject, 'version'>[]
  readonly deliveries: readonly Pick<Delivery, 'id' | 'eventId' | 'dueAtMs'>[]
  /** A key that is already answered makes the change stale. */
  readonly answer: StoredAnswer | null
}

export type ListQuery = {
  readonly type: string
  /** Top-level text fields of the data that must be equal. */
  readonly match: Readonly<Record<string, string>>
  readonly limit: number
  /** Id after which the list goes on. */
  readonly after: string | null
  readonly order: 'newest' | 'oldest'
}

/**
 * Where the emulator keeps its state. Every method is one atomic step, so that any number of processes may share it.
 * A decision reads, then hands over a `Change` that names the versions it read; there is no open transaction between.
 */
export type EmulatorStore = {
  get(id: string): Promise<StoredObject | null>
  list(query: ListQuery): Promise<StoredObject[]>
  answerTo(key: string): Promise<StoredAnswer | null>
  commit(change: Change): Promise<'applied' | 'stale'>
  /** Takes one due delivery for `leaseMs`, counting a try; a holder that died loses it when the lease ends. */
  claimDelivery(claim: { nowMs: number; leaseMs: number; order: 'newest' | 'oldest' }): Promise<Delivery | null>
  settleDelivery(outcome: { id: string; state: DeliveryState; lastStatus: number; dueAtMs: number }): Promise<void>
  /** Newest first. */
  deliveries(limit: number): Promise<Delivery[]>
}
