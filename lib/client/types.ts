export type Quantity = number | string
/** ISO-8601 with a zone, or an epoch number in s, ms, µs or ns. */
export type Time = string | number
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

export type UsageEvent = {
  readonly org: string
  readonly meter: string
  readonly quantity: Quantity
  /** The same key is counted once; one is made where none is given. */
  readonly idempotencyKey?: string
  /** When it was used; when it was recorded, where it is left out. */
  readonly occurredAt?: Time
  readonly resource?: string
  /** The reservation that this use settles. */
  readonly reservation?: string
  readonly properties?: { readonly [name: string]: Json }
}

/** Usage that was recorded under a key of the caller's. */
export type UsageKey = {
  readonly idempotencyKey: string
  /** Whose it is; an API key that is limited to one organization need not say. */
  readonly org?: string
  readonly reason?: string
}

/** What usage should have said; what is absent stays. */
export type UsageAmendment = UsageKey & {
  /** Of the amendment: sent again it takes no effect, whatever was amended since. */
  readonly amendmentKey?: string
  readonly meter?: string
  readonly quantity?: Quantity
  readonly occurredAt?: Time
  readonly resource?: string
  readonly properties?: { readonly [name: string]: Json }
}

/** What became of usage that was to be changed, with all that the portal says; or why nothing did. */
export type UsageChange =
  | {
      readonly changed: true
      readonly status: 'taken_back' | 'amended' | 'unchanged'
      readonly answer: Readonly<Record<string, unknown>>
    }
  /** `again`: the portal was away, or nobody knows whether it was done: asking again is safe. */
  | { readonly changed: false; readonly again: boolean; readonly error: ClientError }

export type TenantChange =
  | {
      readonly kind: 'created'
      readonly org: string
      readonly tenant: string
      readonly packages: readonly string[]
      readonly occurredAt: Time
    }
  | { readonly kind: 'deleted'; readonly tenant: string; readonly occurredAt: Time }
  | {
      readonly kind: 'skills'
      readonly tenant: string
      readonly packages: readonly string[]
      readonly occurredAt: Time
    }
  | { readonly kind: 'suspended'; readonly tenant: string; readonly suspended: boolean; readonly occurredAt: Time }

/** Why something was not taken: a code for machines, a sentence for people, and whatever else the portal said. */
export type ClientError = {
  readonly code: string
  readonly message: string
  /** The HTTP status, where there was an answer. */
  readonly status?: number
  readonly facts?: Readonly<Record<string, unknown>>
}

export type Work = UsageEvent | TenantChange
/** Why the client did not even queue something. */
export type DropReason = 'queue_full' | 'closed'

export type CheckRequest = {
  readonly org: string
  readonly meter?: string
  readonly quantity?: Quantity
  readonly resource?: { readonly diskMb?: number; readonly memoryMb?: number; readonly vcpus?: number }
  /** How much runs already. */
  readonly concurrent?: number
  readonly operation?: { readonly automation?: boolean; readonly ai?: boolean; readonly apiKey?: boolean }
  /** Holds what the start will cost for so many seconds; needs meter and quantity. */
  readonly reserve?: boolean
  readonly seconds?: number
  /** Of the reservation; one is made where none is given. */
  readonly idempotencyKey?: string
}

/** What is left and what one start may have; every answer of the gate says it. */
export type GateFigures = {
  readonly biller: string
  readonly currency: string
  /** Money that is left, as decimal text; null where nothing limits it. */
  readonly remaining: string | null
  /** Money that reservations hold. */
  readonly held: string
  readonly units: { readonly unit: string; readonly remaining: string; readonly held: string } | null
  /** What may start besides what runs, if the request said how much that is. */
  readonly concurrent: { readonly running: number; readonly remaining: number } | null
  readonly limits: {
    readonly maxDiskMb: number
    readonly maxMemoryMb: number | null
    readonly maxVcpus: number | null
    readonly concurrency: number
    /** Of the month; null where there is none. */
    readonly spendCap: string | null
    /** Units of the current week; null where there are none. */
    readonly quota: string | null
  }
  /** Of a start that what is left does not cover: what it costs, what there is for it, and the rest; otherwise null. */
  readonly price: string | null
  readonly available: string | null
  readonly missing: string | null
  /** What these three are in: the currency, or the meter whose units are counted. */
  readonly measure: string | null
  readonly reservation: {
    readonly id: string
    readonly state: 'open' | 'settled' | 'released' | 'expired'
    readonly amount: string
    readonly expiresAt: string
  } | null
}

/** What the gate said of a start that is allowed. */
export type Allowed = GateFigures & { readonly allowed: true; readonly reason: null }

/** The portal said no; `reason` is its word for why. The figures are there if the question was about an organization. */
export type NotAllowed = Partial<GateFigures> & {
  readonly allowed: false
  readonly reason: string
  readonly code: string
  readonly message: string
  readonly facts: Readonly<Record<string, unknown>>
}

export type CheckAnswer =
  | Allowed
  | NotAllowed
  /** The portal did not answer in time: what the caller chose for that case. */
  | { readonly allowed: boolean; readonly reason: 'unreachable'; readonly error: ClientError }

export type LaneStats = {
  /** Queued or on its way. */
  readonly waiting: number
  readonly accepted: number
  /** Of the accepted, known to the portal before: an answer to an earlier try was lost. */
  readonly repeated: number
  readonly refused: number
  readonly dropped: number
  readonly attempts: number
  readonly failures: number
}

export type ClientStats = {
  readonly usage: LaneStats
  readonly tenants: LaneStats
  readonly check: { readonly asked: number; readonly unreachable: number }
  readonly lastError: ClientError | null
}

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

export type ClientOptions = {
  readonly url: string
  readonly apiKey: string
  /** How long usage waits for company before it is sent. 1 s. */
  readonly flushMs?: number
  /** How many waiting events are sent at once without waiting longer. 500. */
  readonly flushAt?: number
  /** The most that waits, usage and tenants each; what comes beyond is dropped visibly. 100 000. */
  readonly mostWaiting?: number
  /** How long one try may take. 10 s. */
  readonly requestTimeoutMs?: number
  /** The first wait after a failure, doubled each time up to `mostBackoffMs`. 200 ms, 30 s. */
  readonly backoffMs?: number
  readonly mostBackoffMs?: number
  /** How old unsent work may get before it is given up. Never, unless said. */
  readonly giveUpAfterMs?: number
  /** How long `check` waits for its answer. 1 s. */
  readonly checkTimeoutMs?: number
  /** What `check` answers when the portal is away. `refuse`. */
  readonly fallback?: 'allow' | 'refuse'
  /** The portal will never take this. Without it, `console.error` says so, once for each code. */
  readonly onRefused?: (work: Work, error: ClientError) => void
  /** This was not even queued. Without it, `console.error` says so, once for each reason. */
  readonly onDropped?: (work: Work, reason: DropReason) => void
  /** A try failed; unless it was a check, it is tried again. */
  readonly onError?: (error: ClientError) => void
  readonly fetch?: typeof fetch
  readonly now?: () => number
  readonly random?: () => number
  readonly sleep?: Sleep
}

/** How much is still unsent. */
export type Left = { readonly usage: number; readonly tenants: number }

export type KontorClient = {
  readonly usage: {
    readonly record: (event: UsageEvent) => void
    /** Takes back what was recorded under a key. Never throws. */
    readonly takeBack: (usage: UsageKey) => Promise<UsageChange>
    /** Says what it should have been. Never throws. */
    readonly amend: (usage: UsageAmendment) => Promise<UsageChange>
  }
  readonly tenants: {
    readonly created: (
      tenant: { readonly org: string; readonly name: string; readonly packages?: readonly string[] },
      occurredAt?: Time,
    ) => void
    readonly deleted: (name: string, occurredAt?: Time) => void
    /** The full new set. */
    readonly skills: (name: string, packages: readonly string[], occurredAt?: Time) => void
    readonly suspended: (name: string, suspended?: boolean, occurredAt?: Time) => void
  }
  readonly check: (
    request: CheckRequest,
    options?: { readonly fallback?: 'allow' | 'refuse'; readonly timeoutMs?: number },
  ) => Promise<CheckAnswer>
  readonly stats: () => ClientStats
  /** Sends what waits and answers when nothing is left, or after `timeoutMs` (10 s) what is. Never throws. */
  readonly flush: (options?: { readonly timeoutMs?: number }) => Promise<Left>
  /** Takes nothing more, flushes, and ends every timer and request. */
  readonly close: (options?: { readonly timeoutMs?: number }) => Promise<Left>
}
