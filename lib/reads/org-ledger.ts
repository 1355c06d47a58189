import { listLedger } from '@/db/queries/ledger'
import { findOrg } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { amountText } from '@/lib/core/money/amount-text'
import { Refusal } from '@/lib/platform/errors'

export type LedgerPage = { readonly before?: string | undefined; readonly limit: number }

/** A page of an org's ledger, newest first. What was written together comes together, also beyond the limit. */
export const orgLedger = async (ctx: Ctx, org: string, { before, limit }: LedgerPage) => {
  requirePermission(ctx, 'usage:read', org)
  if (!(await findOrg(ctx.db, org, ctx.now)))
    throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
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
