import { findAuditCheck } from '@/db/queries/audit-check'
import { findAuditHead } from '@/db/queries/audit-head'
import { listAudit } from '@/db/queries/platform'
import { type Ctx, requirePermission } from '@/lib/context'
import { actorNames } from './actor-names'
import { type Facts, flattenFacts } from './flatten-facts'
import { pageSize } from './page-of'
import { platformZone } from './platform-zone'

export type AdminAudit = {
  readonly entries: readonly {
    readonly id: string
    readonly at: string
    readonly actor: string
    readonly action: string
    readonly subject: string
    readonly before: Facts | null
    readonly after: Facts | null
  }[]
  /** How far the chain was verified and when, and the first entry at which it does not hold. */
  readonly chain: { readonly verified: bigint; readonly checkedAt: string | null; readonly brokenAt: bigint | null }
  /** Where the newer and the older entries begin; empty text is the newest page, null that there are none. */
  readonly newer: string | null
  readonly older: string | null
  readonly zone: string
}

const size = BigInt(pageSize)

/** A page of the audit chain, newest first, with what is known of the whole chain. Entries are numbered without a gap. */
export const adminAudit = async (ctx: Ctx, asked: string | undefined): Promise<AdminAudit> => {
  requirePermission(ctx, 'platform:admin')
  const before = asked !== undefined && /^[1-9]\d{0,17}$/.test(asked) ? BigInt(asked) : undefined
  const [rows, count, { checkedAt, ...chain }] = await Promise.all([
    listAudit(ctx.db, { most: pageSize, ...(before === undefined ? {} : { before }) }),
    findAuditHead(ctx.db),
    findAuditCheck(ctx.db),
  ])
  const nameOf = await actorNames(
    ctx,
    rows.map(({ actor }) => actor),
  )
  const last = rows.at(-1)?.sequence ?? 0n
  return {
    entries: rows.map(({ sequence, at, actor, action, orgId, subject, ...facts }) => ({
      id: sequence.toString(),
      at: at.toString(),
      actor: nameOf(actor),
      action,
      subject: [orgId, subject].filter((part, index, all) => part !== '' && all.indexOf(part) === index).join(' · '),
      before: flattenFacts(facts.before),
      after: flattenFacts(facts.after),
    })),
    chain: { ...chain, checkedAt: checkedAt?.toString() ?? null },
    newer: before === undefined || before > count ? null : newerThan(before, count),
    older: last > 1n ? last.toString() : null,
    zone: platformZone,
  }
}

const newerThan = (before: bigint, count: bigint): string => (before + size > count ? '' : (before + size).toString())
