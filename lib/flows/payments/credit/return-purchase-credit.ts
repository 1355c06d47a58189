import { findGrant } from '@/db/queries/credit'
import { findLedgerEntry } from '@/db/queries/ledger'
import type { Purchase } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import { type Pico, pico } from '@/lib/core/money/amount'
import { giveCredit } from '@/lib/flows/funding/grant-credit'
import type { Taking } from './take-purchase-credit'

/**
 * Gives credit of a purchase back that was taken, once for each taking: a grant of its own, since the ledger is only ever
 * added to. It expires when the first would have; what would have expired by now does not come back.
 * @returns all that came back, now or before.
 */
export const returnPurchaseCredit = async (
  ctx: Ctx,
  org: string,
  { grantId, kind, currency }: Pick<Purchase, 'grantId' | 'kind' | 'currency'>,
  takings: readonly Taking[],
  note: string,
): Promise<Pico> => {
  const first = grantId === null ? null : await findGrant(ctx.db, org, grantId)
  const expiresAt = first?.expiresAt ?? null
  const isOver = expiresAt !== null && expiresAt.epochNanoseconds <= ctx.now.epochNanoseconds
  let returned = 0n
  for (const { reference: taken, amount } of takings) {
    const reference = `${taken}:returned`
    const before = await findLedgerEntry(ctx.db, org, 'topup', reference)
    if (before === null && isOver) continue
    if (before === null) {
      const credit = { origin: kind, asset: currency, amount, priority: 0, expiresAt, reference, note }
      await giveCredit(ctx, org, credit, () => ({}))
    }
    returned += amount
  }
  return pico(returned)
}
