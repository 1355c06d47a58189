import { postingSections } from '@/db/commands/funding-sections'
import { findBooks, listAccounts } from '@/db/queries/books'
import type { Ctx } from '@/lib/context'
import { assetOf } from '@/lib/core/funding/account'
import { auditGrants } from '@/lib/core/funding/audit-grants'
import { applyPosting, type GrantMove } from '@/lib/core/funding/post'
import { ofOrgs, tryEach } from '@/lib/flows/jobs/try-each'
import { log } from '@/lib/platform/log'
import { changeAccount } from './change-account'
import { refreshGate } from './refresh-gate'
import { repairGate } from './repair-gate'

const mostAtOnce = 50

/**
 * Holds an org's grants against its ledger and its open reservations; where they disagree, the facts win: the grants
 * and the gate are put right, and it is logged (G4). Answers the moves that it took.
 */
export const repairFunds = async (ctx: Ctx, org: string): Promise<readonly GrantMove[]> => {
  let moves = await differences(ctx, org)
  if (moves.length === 0) return moves
  await changeAccount(ctx, org, ({ account }) => {
    if (moves.length === 0) return null
    const posting = { grants: moves, months: [], weeks: [], entries: [], frees: true }
    return {
      after: applyPosting(account, posting),
      write: {
        reshape: true,
        ...postingSections(posting, { by: 'system:repair', asset: (grant) => assetOf(account, grant) }),
      },
      // What was recorded meanwhile may have been the difference.
      again: async () => {
        moves = await differences(ctx, org)
      },
    }
  })
  if (moves.length === 0) return moves
  // The account that was read knows no grant that looked used up.
  await refreshGate(ctx, org)
  log.error({ org, grants: moves.map(({ grant }) => grant) }, 'grants disagreed with the ledger')
  return moves
}

const differences = async (ctx: Ctx, org: string): Promise<GrantMove[]> => {
  const { grants, entries, held } = await findBooks(ctx.db, org)
  return auditGrants(grants, entries, held)
}

/** The same for the next orgs after one, and their gates against their accounts. Answers those that were put right. */
export const repairFundsAfter = async (
  ctx: Ctx,
  after: string,
): Promise<{ readonly next: string | null; readonly repaired: readonly string[] }> => {
  const repaired: string[] = []
  const orgs = await listAccounts(ctx.db, after, mostAtOnce)
  // The walk goes on past an org that fails; it is looked at in the next one.
  await tryEach(ctx, 'books', ofOrgs(orgs), async (org) => {
    const grants = (await repairFunds(ctx, org)).length > 0
    if ((await repairGate(ctx, org)) || grants) repaired.push(org)
    return true
  })
  return { next: orgs.length < mostAtOnce ? null : (orgs.at(-1) ?? null), repaired }
}
