import { auditEntry, type Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Account } from '@/lib/core/funding/account'
import { billerAt } from '@/lib/core/funding/biller'
import { changeAccount } from '@/lib/flows/funding/change-account'
import { isFreeCreditUsedUp } from '@/lib/flows/funding/record-payment-method'
import { settingsOf } from '@/lib/flows/funding/save-funding'
import { newId } from '@/lib/platform/ids'

const isOver = (account: Account, now: bigint): boolean =>
  account.card &&
  account.freeCredit &&
  billerAt(account.switches, now) === 'free_credit' &&
  isFreeCreditUsedUp(account, now)

/**
 * Turns an org's `credits` flag off where its grants are used up and a card pays. Decided in the write itself: credit
 * that was granted a moment ago still counts.
 * @returns whether it did.
 */
export const endFreeCredit = async (ctx: Ctx, org: string): Promise<boolean> => {
  const id = newId('aud')
  const answer = await changeAccount(ctx, org, (loaded) => {
    if (!isOver(loaded.account, ctx.now.epochNanoseconds)) return null
    const after = { ...loaded.account, freeCredit: false }
    const settings = settingsOf({ ...loaded, account: after })
    return {
      after,
      write: {
        reshape: true,
        claim: { kind: 'audit' },
        settings,
        by: actorName(ctx.actor),
        audit: { ...auditEntry(ctx, 'funding.save', { org, before: settingsOf(loaded), after: settings }), id },
      },
    }
  })
  return answer !== null
}
