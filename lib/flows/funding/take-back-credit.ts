import { writePico } from '@/db/columns'
import { postingSections } from '@/db/commands/funding-sections'
import { findGrant, type GrantState } from '@/db/queries/credit'
import { findLedgerEntry, findReferenced, type LedgerRow } from '@/db/queries/ledger'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { assetOf } from '@/lib/core/funding/account'
import { applyPosting, takeAway } from '@/lib/core/funding/post'
import { least, type Pico, pico } from '@/lib/core/money/amount'
import { Refusal } from '@/lib/platform/errors'
import { changeAccount } from './change-account'
import { inputHash } from './input-hash'

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
 * first time. What was spent already stays spent. If nothing was left, nothing is recorded, and nothing is repeated.
 * @throws Refusal `unknown_grant`; `idempotency_mismatch` if credit was given or taken otherwise under the reference.
 */
export const takeBackCredit = async (ctx: Ctx, org: string, order: TakeBack): Promise<TakenBack> => {
  requirePermission(ctx, 'funds:write', org)
  const { grant, amount, kind, note } = order
  return takeCredit(ctx, org, order, inputHash(['take-back', grant, amount.toString(), kind, note]))
}

/**
 * The same under a reference that nobody chose: how much is taken may be another amount each time. Whoever calls it has
 * asked whether the actor may: credit goes with money that is refunded, too.
 * @param hash of what the caller asked for, or null.
 */
export const takeCredit = async (
  ctx: Ctx,
  org: string,
  order: TakeBack,
  hash: string | null = null,
): Promise<TakenBack> => {
  const { grant: id, amount, kind, reference, note } = order
  await grantOf(ctx, org, id)
  await changeAccount(ctx, org, ({ account }) => {
    const remaining = account.grants.find((grant) => grant.id === id)?.remaining ?? 0n
    const taken = pico(least(amount, remaining))
    if (taken <= 0n) return null
    const posting = takeAway(id, kind, taken)
    const input = hash === null ? {} : { hash }
    return {
      after: applyPosting(account, posting),
      write: {
        reshape: true,
        claim: { kind: 'ledger', entry: kind, reference, ...input },
        ...postingSections(posting, {
          by: actorName(ctx.actor),
          asset: (each) => assetOf(account, each),
          reference: () => reference,
          note,
          ...input,
        }),
        by: actorName(ctx.actor),
        audit: auditEntry(ctx, `credit.${kind}`, { org, subject: id, after: { taken: writePico(taken), reference } }),
      },
    }
  })
  return takenBack(ctx, org, order, hash)
}

/** What the ledger says was taken under the reference: by this call, by one before, or nothing. */
const takenBack = async (
  ctx: Ctx,
  org: string,
  { grant, kind, reference }: TakeBack,
  hash: string | null,
): Promise<TakenBack> => {
  const [{ asset, remaining }, entry] = await Promise.all([
    grantOf(ctx, org, grant),
    hash === null ? findLedgerEntry(ctx.db, org, kind, reference) : findReferenced(ctx.db, org, kind, reference),
  ])
  if (entry && !isSame(entry, grant, kind, hash)) {
    throw new Refusal('idempotency_mismatch', 'This reference was used for something else.', { reference })
  }
  return { taken: pico(entry ? -entry.amount : 0n), asset, remaining }
}

type Entry = Pick<LedgerRow, 'grant' | 'kind'> & { readonly hash?: string | null }

/** Of what was taken before inputs were kept, the grant is known. */
const isSame = (entry: Entry, grant: string, kind: TakeBack['kind'], hash: string | null): boolean =>
  hash !== null && entry.hash ? entry.hash === hash : entry.grant === grant && entry.kind === kind

const grantOf = async (ctx: Ctx, org: string, grant: string): Promise<GrantState> => {
  const found = await findGrant(ctx.db, org, grant)
  if (!found) throw new Refusal('unknown_grant', `There is no grant ${grant}.`, { grant })
  return found
}
