import { findGrant } from '@/db/queries/credit'
import { findLedgerEntry, listLedger } from '@/db/queries/ledger'
import { findOrg } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import { amountText } from './org-funding'

export type LedgerPage = { readonly before?: string | undefined; readonly limit: number }

/** A page of an org's ledger, newest first. What was written together comes together, also beyond the limit. */
export const orgLedger = async (ctx: Ctx, org: string, { before, limit }: LedgerPage) => {
  requirePermission(ctx, 'usage:read', org)
  if (!(await findOrg(ctx.db, org))) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  const rows = await listLedger(ctx.db, org, { before: before ?? null, most: limit })
  return {
    org,
    entries: rows.map(({ amount, occurredAt, recordedBy: _, ...row }) => ({
      ...row,
      amount: amountText(amount, row.asset),
      occurredAt: occurredAt.toString(),
    })),
    next: rows.length < limit ? null : (rows.at(-1)?.sequence ?? null),
  }
}

/** Refuses a grant that is not there. */
export const requireGrant = async (ctx: Ctx, org: string, grant: string): Promise<void> => {
  requirePermission(ctx, 'funds:write', org)
  if (await findGrant(ctx.db, org, grant)) return
  throw new Refusal('unknown_grant', `There is no grant ${grant}.`, { grant })
}

/** What was taken back under a reference, as the ledger has it, and what remains of the grant. */
export const takenBack = async (
  ctx: Ctx,
  org: string,
  { grant, kind, reference }: { grant: string; kind: 'refund' | 'adjustment'; reference: string },
) => {
  requirePermission(ctx, 'funds:write', org)
  const [found, entry] = await Promise.all([
    findGrant(ctx.db, org, grant),
    findLedgerEntry(ctx.db, org, kind, reference),
  ])
  if (!found) throw new Refusal('unknown_grant', `There is no grant ${grant}.`, { grant })
  if (entry && entry.grant !== grant) {
    throw new Refusal('idempotency_mismatch', 'This reference was used for another grant.', { reference })
  }
  const taken = amountText(entry ? -entry.amount : 0n, found.asset)
  return { org, grant, asset: found.asset, taken, remaining: amountText(found.remaining, found.asset) }
}
