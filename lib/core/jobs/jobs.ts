export const jobNames = [
  'documents',
  'calls',
  'funds',
  'recharges',
  'invoice_charges',
  'refunds',
  'stripe_events',
  'dunning',
  'books',
  'audit',
  'alerts',
  'mails',
  'emulator',
] as const

/** What a server does by itself. */
export type JobName = (typeof jobNames)[number]

export type JobRhythm = {
  readonly everyMs: number
  /** Whether a round that did something is followed by the next one at once. */
  readonly eager: boolean
}

/** How often each job is done, by every process. */
export const jobs: Readonly<Record<JobName, JobRhythm>> = {
  documents: { everyMs: 500, eager: true },
  calls: { everyMs: 500, eager: true },
  funds: { everyMs: 5_000, eager: false },
  recharges: { everyMs: 5_000, eager: false },
  invoice_charges: { everyMs: 5_000, eager: false },
  refunds: { everyMs: 5_000, eager: false },
  stripe_events: { everyMs: 60_000, eager: false },
  dunning: { everyMs: 60_000, eager: false },
  books: { everyMs: 3_600_000, eager: false },
  audit: { everyMs: 60_000, eager: true },
  alerts: { everyMs: 15_000, eager: false },
  mails: { everyMs: 1_000, eager: true },
  emulator: { everyMs: 1_000, eager: true },
}

/** How long runs may be kept back before they are written down, and how long one may take. */
const slackMs = 60_000n

/** Whether a job did not run when it should have: as if no server did it any more. Times are epoch milliseconds. */
export const isMissed = (job: JobName, endedAt: bigint, now: bigint): boolean =>
  now - endedAt > BigInt(jobs[job].everyMs) * 2n + slackMs
