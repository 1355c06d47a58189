import type { BadgeTone } from '@/components/ui/badge'
import type { JobName } from '@/lib/core/jobs/jobs'
import { groupDigits } from '@/lib/core/money/format'

/** Something a server does by itself. Instants are ISO-8601. */
export type JobItem = {
  readonly job: JobName
  readonly everyMs: number
  readonly state: 'well' | 'failing' | 'missed' | 'never'
  readonly last: {
    readonly endedAt: string
    readonly error: string
    readonly wellAt: string | null
    readonly busyAt: string | null
    readonly done: number
  } | null
  /** Null where nothing waits for it. */
  readonly waiting: number | null
}

export const jobStates: Readonly<Record<JobItem['state'], { readonly words: string; readonly tone: BadgeTone }>> = {
  well: { words: 'OK', tone: 'good' },
  failing: { words: 'Failing', tone: 'bad' },
  missed: { words: 'Missed', tone: 'warn' },
  never: { words: 'Not run yet', tone: 'neutral' },
}

type JobWords = {
  readonly name: string
  readonly does: string
  /** What it does once and several times, as counted. */
  readonly done: readonly [string, string]
  /** What waits for it, and where that is listed. */
  readonly waits?: readonly [string, string]
  readonly href?: string
}

export const jobWords: Readonly<Record<JobName, JobWords>> = {
  documents: {
    name: 'Documents',
    does: 'Renders the PDF of every invoice that is issued.',
    done: ['document', 'documents'],
    waits: ['document', 'documents'],
  },
  calls: {
    name: 'Deliveries',
    does: 'Tells cells of halts, of their end, and of quotas that run out, until they acknowledge it.',
    done: ['call', 'calls'],
    waits: ['delivery', 'deliveries'],
    href: '/admin/deliveries',
  },
  funds: {
    name: 'Funds',
    does: 'Lets reservations and credit expire, begins new weeks of quotas, and charges usage that waited for funds.',
    done: ['change', 'changes'],
  },
  recharges: {
    name: 'Recharges',
    does: 'Recharges the credit of organizations that fell to their threshold, and brings to an end what is under way.',
    done: ['recharge', 'recharges'],
    waits: ['recharge', 'recharges'],
  },
  invoice_charges: {
    name: 'Invoice charges',
    does: 'Charges the saved card of an organization that pays by card when its invoice is issued, once for each invoice.',
    done: ['charge', 'charges'],
    waits: ['charge', 'charges'],
  },
  refunds: {
    name: 'Refunds',
    does: 'Makes refunds that were asked for and whose answer from Stripe never came.',
    done: ['refund', 'refunds'],
    waits: ['refund', 'refunds'],
  },
  stripe_events: {
    name: 'Stripe events',
    does: 'Tries events of Stripe again that failed, less and less often.',
    done: ['event mended', 'events mended'],
    waits: ['event', 'events'],
    href: '/admin/stripe-events?state=failing',
  },
  dunning: {
    name: 'Dunning',
    does: 'Reads unpaid subscriptions from Stripe once a day, and ends what is unpaid for fourteen days.',
    done: ['organization looked at', 'organizations looked at'],
    waits: ['organization past due', 'organizations past due'],
  },
  books: {
    name: 'Books',
    does: 'Holds the credit of every organization against its ledger and its gate against its account, and recomputes free credit.',
    done: ['organization put right', 'organizations put right'],
  },
  audit: {
    name: 'Audit log',
    does: 'Verifies the chain of the audit log: what is new each minute, and the whole of it over and over.',
    done: ['entry verified', 'entries verified'],
    href: '/admin/audit',
  },
  alerts: {
    name: 'Alerts',
    does: 'Looks for what organizations want to be told: usage, credit, quotas, stops and failed payments.',
    done: ['alert', 'alerts'],
  },
  mails: {
    name: 'E-mail',
    does: 'Sends alerts to the people they are for, and tries for a day where the mail server does not take them.',
    done: ['e-mail', 'e-mails'],
    waits: ['e-mail', 'e-mails'],
    href: '/admin/deliveries?state=waiting',
  },
  emulator: {
    name: 'Stripe emulator',
    does: 'Renews subscriptions of the demo’s own Stripe and sends its webhooks.',
    done: ['webhook or chore', 'webhooks and chores'],
  },
}

export const countWords = (count: number, [one, many]: readonly [string, string]): string =>
  `${groupDigits(String(count))} ${count === 1 ? one : many}`

/** How often, in words: `every 5 seconds`. */
export const everyWords = (everyMs: number): string => {
  if (everyMs < 1_000) return 'several times a second'
  if (everyMs < 60_000) return everyMs === 1_000 ? 'every second' : `every ${everyMs / 1_000} seconds`
  if (everyMs < 3_600_000) return everyMs === 60_000 ? 'every minute' : `every ${everyMs / 60_000} minutes`
  return everyMs === 3_600_000 ? 'every hour' : `every ${everyMs / 3_600_000} hours`
}
