import { appendAudit } from '@/db/commands/append-audit'
import { listOrgs } from '@/db/queries/orgs'
import { findTenants, listLivingTenants } from '@/db/queries/tenants'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { bindNames, fullName } from '@/lib/core/tenants/bind-names'
import type { ChangeEvent } from '@/lib/core/tenants/change'
import { isUnread, type LiveTenant, type UnreadItem } from '@/lib/core/tenants/live-tenant'
import { Refusal, type RefusalCode } from '@/lib/platform/errors'
import { changeTenant, decideTenant } from './change-tenant'
import { requirePast } from './require-past'

export type SnapshotItem = LiveTenant | UnreadItem<RefusalCode>

type Skipped = UnreadItem<RefusalCode>
type Mirrored = { readonly org: string; readonly tenant: string; readonly recorded: readonly ChangeEvent[] }

export type Backfill = {
  readonly dryRun: boolean
  readonly tenantsExamined: number
  readonly lifecycleInserted: number
  readonly eventsInserted: number
  readonly suspensionEventsInserted: number
  /** Tenants of which something was missing, with what was. */
  readonly changes: readonly Mirrored[]
  /** Items that were not recorded, with the reason. */
  readonly skipped: readonly Skipped[]
  /** Tenants that are recorded living and that the list does not have. */
  readonly notListed: readonly { readonly org: string; readonly tenant: string }[]
}

/**
 * Mirrors the tenants of a cluster into the record (T4), each by itself: what cannot be recorded is reported and holds
 * nobody up. A second run over the same list inserts nothing. A dry run answers the same and writes nothing. What was
 * new is in the audit chain.
 */
export const backfillTenants = async (ctx: Ctx, items: readonly SnapshotItem[], dryRun = false): Promise<Backfill> => {
  requirePermission(ctx, 'backfill:write')
  const skipped: Skipped[] = items.filter(isUnread)
  const live = await admitted(ctx, items, skipped)
  const known = await findTenants(ctx.db, [...new Set(live.flatMap((each) => [each.name, fullName(each)]))])
  const names = bindNames(live, known)
  const changes: Mirrored[] = []
  for (const [place, each] of live.entries()) {
    const tenant = names[place] ?? fullName(each)
    try {
      const recorded = await mirror(ctx, tenant, each, dryRun)
      if (recorded.length > 0) changes.push({ org: each.org, tenant, recorded })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      skipped.push({ label: fullName(each), code: error.code, sentence: error.sentence })
    }
  }
  // A tenant that could not be read is there, under whichever name it is on record.
  const listed = new Set([...names, ...skipped.flatMap(({ label }) => [label, label.split('/').at(-1) ?? label])])
  const own = ctx.actor.kind === 'machine' ? ctx.actor.org : null
  const notListed = (await listLivingTenants(ctx.db, own)).filter(({ tenant }) => !listed.has(tenant))
  const counts = countsOf(changes)
  if (changes.length > 0 && !dryRun) {
    const after = { examined: items.length, ...counts, skipped: skipped.length }
    await appendAudit(ctx.db, auditEntry(ctx, 'tenants.backfill', { after }))
  }
  return {
    dryRun,
    tenantsExamined: items.length,
    lifecycleInserted: counts.lifecycle,
    eventsInserted: counts.skill,
    suspensionEventsInserted: counts.suspension,
    changes,
    skipped,
    notListed,
  }
}

const countsOf = (changes: readonly Mirrored[]) => {
  const counts = { lifecycle: 0, skill: 0, suspension: 0 }
  for (const { recorded } of changes) for (const { table } of recorded) counts[table] += 1
  return counts
}

const mirror = async (ctx: Ctx, tenant: string, live: LiveTenant, dryRun: boolean): Promise<readonly ChangeEvent[]> => {
  const { org, createdAt, deletedAt, suspended, suspendedAt, packages } = live
  const change = { kind: 'mirror', at: ctx.now, createdAt, deletedAt, suspended, suspendedAt, packages } as const
  if (dryRun) return (await decideTenant(ctx, org, tenant, change)).events
  return (await changeTenant(ctx, org, tenant, change)).recorded
}

/** The tenants that may be recorded; the others are added to what is skipped. */
const admitted = async (ctx: Ctx, items: readonly SnapshotItem[], skipped: Skipped[]): Promise<LiveTenant[]> => {
  const live = items.filter((item) => !isUnread(item)) as LiveTenant[]
  const visible = live.filter(({ org }) => permit(ctx.actor, 'backfill:write', org) === 'yes')
  const [foreign] = live
  // Who may see none of it is answered as by every other route.
  if (foreign && visible.length === 0) requirePermission(ctx, 'backfill:write', foreign.org)
  const orgs = new Set((await listOrgs(ctx.db, ctx.now)).map(({ org }) => org))
  const seen = new Set<string>()
  return live.filter((each) => {
    const refusal = faultOf(ctx, each, visible.includes(each) && orgs.has(each.org), seen)
    if (refusal) skipped.push({ label: fullName(each), code: refusal.code, sentence: refusal.sentence })
    return refusal === null
  })
}

const faultOf = (ctx: Ctx, live: LiveTenant, isKnown: boolean, seen: Set<string>): Refusal | null => {
  const { org, createdAt, deletedAt, suspendedAt } = live
  if (!isKnown) return new Refusal('unknown_org', `There is no organization ${org}.`)
  if (seen.has(fullName(live))) return new Refusal('invalid_request', 'It is listed twice; the first one counts.')
  seen.add(fullName(live))
  if (deletedAt && deletedAt.epochNanoseconds < createdAt.epochNanoseconds) {
    return new Refusal('invalid_timestamp', `It was deleted at ${deletedAt}, before it was created at ${createdAt}.`)
  }
  try {
    requirePast(ctx, createdAt)
    if (suspendedAt) requirePast(ctx, suspendedAt)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
