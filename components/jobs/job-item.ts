import type { BadgeTone } from '@/components/ui/badge'
import type { JobStanding } from '@/lib/core/jobs/standing'
import { groupDigits } from '@/lib/core/money/format'

/** A run of a job. Instants are ISO-8601. */
export type RunItem = {
  readonly id: string
  /** Who woke it, in words. */
  readonly wokenBy: string
  readonly startedAt: string
  readonly endedAt: string
  readonly tookMs: number
  /** How much it did, by kind of work. */
  readonly counts: Readonly<Record<string, number>>
  /** What was due still. */
  readonly left: number
  /** How long the oldest work had been due. */
  readonly lateMs: number
  readonly error: string
}

/** Something that Kontor does by itself. */
export type JobItem = {
  readonly job: string
  readonly title: string
  readonly does: string
  /** Five fields of cron, in UTC. */
  readonly schedule: string
  readonly everyMs: number
  readonly state: JobStanding
  readonly running: { readonly wokenBy: string; readonly seconds: number } | null
  readonly last: (RunItem & { readonly wellAt: string | null }) | null
  /** The last run that did something. */
  readonly busy: Pick<RunItem, 'endedAt' | 'counts'> | null
  /** What is due at this moment, and since when the oldest of it has been. */
  readonly waiting: number
  readonly since: string | null
}

export const jobStates: Readonly<Record<JobStanding, { readonly words: string; readonly tone: BadgeTone }>> = {
  well: { words: 'OK', tone: 'good' },
  running: { words: 'Running', tone: 'neutral' },
  failing: { words: 'Failing', tone: 'bad' },
  late: { words: 'Late', tone: 'warn' },
  missed: { words: 'Missed', tone: 'warn' },
  never: { words: 'Not run yet', tone: 'neutral' },
}

/** Where what waits for a job is listed. */
export const jobLists: Readonly<Record<string, string>> = {
  deliver: '/admin/deliveries?state=waiting',
  verify: '/admin/audit',
}

/** Kinds of work, as counted: one, and several. */
const kinds: Readonly<Record<string, readonly [string, string]>> = {
  weeks: ['week', 'weeks'],
  organizations: ['organization', 'organizations'],
  reservations: ['reservation', 'reservations'],
  halts: ['halt looked at', 'halts looked at'],
  alerts: ['alert', 'alerts'],
  recharges: ['recharge', 'recharges'],
  late: ['late month', 'late months'],
  invoices: ['month invoiced', 'months invoiced'],
  charges: ['charge', 'charges'],
  reminders: ['reminder', 'reminders'],
  refunds: ['refund', 'refunds'],
  events: ['event', 'events'],
  repairs: ['repair', 'repairs'],
  differences: ['difference', 'differences'],
  documents: ['document', 'documents'],
  calls: ['call', 'calls'],
  emails: ['alert e-mail', 'alert e-mails'],
  documentMails: ['document e-mail', 'document e-mails'],
  entries: ['entry', 'entries'],
}

export const countWords = (count: number, [one, many]: readonly [string, string]): string =>
  `${groupDigits(String(count))} ${count === 1 ? one : many}`

/** What a run did, in words: `3 documents, 1 alert e-mail`; null if nothing. */
export const doneWords = (counts: RunItem['counts']): string | null => {
  const texts = Object.entries(counts).map(([kind, count]) => countWords(count, kinds[kind] ?? [kind, kind]))
  return texts.length === 0 ? null : texts.join(', ')
}

/** How often, in words: `every 5 seconds`. */
export const everyWords = (everyMs: number): string => {
  if (everyMs < 1_000) return 'several times a second'
  if (everyMs < 60_000) return everyMs === 1_000 ? 'every second' : `every ${everyMs / 1_000} seconds`
  if (everyMs < 3_600_000) return everyMs === 60_000 ? 'every minute' : `every ${everyMs / 60_000} minutes`
  return everyMs === 3_600_000 ? 'every hour' : `every ${everyMs / 3_600_000} hours`
}

/** A length of time, in words: `40 ms`, `2.5 s`, `3 min`, `5 h`, `2 days`. */
export const tookWords = (ms: number): string => {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`
  return ms < 172_800_000 ? `${Math.round(ms / 3_600_000)} h` : `${Math.round(ms / 86_400_000)} days`
}
