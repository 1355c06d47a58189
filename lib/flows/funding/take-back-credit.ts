import { writePico } from '@/db/columns'
import { postingSections } from '@/db/commands/write-funding'
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

/**
 * Takes unused credit of a grant back (K7), once per reference. What was spent already stays spent.
 * @returns how much was taken: less than asked for where less remains.
 */
export const takeBackCredit = async (ctx: Ctx, org: string, order: TakeBack): Promise<{ readonly taken: Pico }> => {
  requirePermission(ctx, 'funds:write', org)
  const { grant: id, amount, kind, reference, note } = order
  let taken = pico(0n)
  const answer = await changeAccount(ctx, org, ({ account }) => {
    const remaining = account.grants.find((grant) => grant.id === id)?.remaining ?? 0n
    taken = pico(amount < remaining ? amount : remaining)
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
  if (answer?.outcome !== 'repeated') return { taken }
  if (answer.known.grant !== id) {
    throw new Refusal('idempotency_mismatch', 'This reference was used for another grant.', { reference })
  }
  return { taken: pico(BigInt(answer.known.amount?.replace(/[-.]/g, '') ?? '0')) }
}
