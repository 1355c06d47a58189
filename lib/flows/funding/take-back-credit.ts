import { writePico } from '@/db/columns'
import { postingSections } from '@/db/commands/funding-sections'
import { findGrant, type GrantState } from '@/db/queries/credit'
import { findLedgerEntry } from '@/db/queries/ledger'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { assetOf } from '@/lib/core/funding/account'
import { applyPosting, takeAway } from '@/lib/core/funding/post'
import { type Pico, pico } from '@/lib/core/money/amount'
import { Refusal } from '@/lib/platform/errors'
import { changeAccount } from './change-account'

export type TakeBack = {
  readonly grant: string
  readonly amount: Pico
  /** `refund` where money went back to the payer, `adjustment` where an admin corrects. */
  readonly kind: 'refund' | 'adjustment'
  /** The business key: a refund's id, a request's id. */
  readonly reference: string
  readonly note: string
}

export type TakenBack = {
  /** Less than was asked for where less remained. */
  readonly taken: Pico
  readonly asset: string
  /** What is left of the grant now. */
  readonly remaining: Pico
}

/**
 * Takes unused credit of a grant back (K7), once per reference: a repeat takes nothing and answers what was taken the
 * first time. What was spent already stays spent. Where nothing was left nothing is recorded, and nothing is repeated.
 * @throws Refusal `unknown_grant`; `idempotency_mismatch` where the reference took from another grant.
 */
export const takeBackCredit = async (ctx: Ctx, org: string, order: TakeBack): Promise<TakenBack> => {
  requirePermission(ctx, 'funds:write', org)
  const { grant: id, amount, kind, reference, note } = order
  await grantOf(ctx, org, id)
  await changeAccount(ctx, org, ({ account }) => {
    const remaining = account.grants.find((grant) => grant.id === id)?.remaining ?? 0n
    const taken = pico(amount < remaining ? amount : remaining)
    if (taken <= 0n) return null
    const posting = takeAway(id, kind, taken)
    return {
      after: applyPosting(account, posting),
      write: {
        reshape: true,
        claim: { kind: 'ledger', entry: kind, reference },
        ...postingSections(posting, {
          by: actorName(ctx.actor),
          asset: (each) => assetOf(account, each),
          reference: () => reference,
          note,
        }),
        by: actorName(ctx.actor),
        audit: auditEntry(ctx, `credit.${kind}`, { org, subject: id, after: { taken: writePico(taken), reference } }),
      },
    }
  })
  return takenBack(ctx, org, order)
}

/** What the ledger says was taken under the reference: by this call, by one before, or nothing. */
const takenBack = async (ctx: Ctx, org: string, { grant, kind, reference }: TakeBack): Promise<TakenBack> => {
  const [{ asset, remaining }, entry] = await Promise.all([
    grantOf(ctx, org, grant),
    findLedgerEntry(ctx.db, org, kind, reference),
  ])
  if (entry && entry.grant !== grant) {
    throw new Refusal('idempotency_mismatch', 'This reference was used for another grant.', { reference })
  }
  return { taken: pico(entry ? -entry.amount : 0n), asset, remaining }
}

const grantOf = async (ctx: Ctx, org: string, grant: string): Promise<GrantState> => {
  const found = await findGrant(ctx.db, org, grant)
  if (!found) throw new Refusal('unknown_grant', `There is no grant ${grant}.`, { grant })
  return found
}
