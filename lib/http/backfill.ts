import type { BackfillAnswer } from '@/lib/contracts/tenants'
import type { ChangeEvent } from '@/lib/core/tenants/change'
import type { UnreadItem } from '@/lib/core/tenants/live-tenant'
import { eventItem } from './tenants'

type Backfill = Pick<
  BackfillAnswer,
  'dryRun' | 'tenantsExamined' | 'lifecycleInserted' | 'eventsInserted' | 'suspensionEventsInserted'
> & {
  readonly changes: readonly {
    readonly org: string
    readonly tenant: string
    readonly recorded: readonly ChangeEvent[]
  }[]
  readonly skipped: readonly UnreadItem[]
  readonly notListed: readonly { readonly org: string; readonly tenant: string }[]
}

const counted = (count: number, one: string, other: string): string => `${count} ${count === 1 ? one : other}`

const messageOf = ({ dryRun, tenantsExamined, changes, skipped, notListed }: Backfill): string => {
  const facts = changes.reduce((sum, { recorded }) => sum + recorded.length, 0)
  const parts = [
    `${dryRun ? 'Dry run' : 'Backfill'} of ${counted(tenantsExamined, 'tenant', 'tenants')} is complete:`,
    `${counted(facts, 'event', 'events')} ${dryRun ? 'would be' : facts === 1 ? 'was' : 'were'} recorded.`,
  ]
  if (skipped.length > 0) parts.push(`${counted(skipped.length, 'item was', 'items were')} skipped; each has a reason.`)
  if (notListed.length > 0) {
    parts.push(`${counted(notListed.length, 'tenant is', 'tenants are')} recorded living but not in the list.`)
  }
  return parts.join(' ')
}

/** What a backfill did, or would do, and what it could not. */
export const answerBackfill = (backfill: Backfill): BackfillAnswer => ({
  message: messageOf(backfill),
  dryRun: backfill.dryRun,
  tenantsExamined: backfill.tenantsExamined,
  lifecycleInserted: backfill.lifecycleInserted,
  eventsInserted: backfill.eventsInserted,
  suspensionEventsInserted: backfill.suspensionEventsInserted,
  changes: backfill.changes.map(({ org, tenant, recorded }) => ({ org, tenant, recorded: recorded.map(eventItem) })),
  skipped: backfill.skipped.map(({ label, code, sentence }) => ({
    tenant: label,
    error_code: code,
    message: sentence,
  })),
  notListed: backfill.notListed.map(({ org, tenant }) => ({ org, tenant })),
})
