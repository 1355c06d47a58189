import type { Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Account } from '@/lib/core/funding/account'
import { billerAt } from '@/lib/core/funding/biller'
import { isLive } from '@/lib/core/funding/grant'
import { changeAccount } from './change-account'
import { settingsOf } from './save-funding'

export type PaymentMethod = { readonly stripeCustomerId: string; readonly brand: string; readonly last4: string }

/** True where free credit was given and nothing of it is left, or kept for work under way. */
export const isFreeCreditUsedUp = ({ grants }: Account, now: bigint): boolean =>
  !grants.some((grant) => grant.origin === 'free' && isLive(grant, now) && grant.remaining + grant.held > 0n)

/**
 * Keeps the card an org pays with, as it stands at Stripe; no last digits is no card. A card that comes when free
 * credit is used up ends it (K8): from then on usage goes onto the bill.
 */
export const recordPaymentMethod = async (ctx: Ctx, org: string, method: PaymentMethod): Promise<void> => {
  const at = ctx.now.epochNanoseconds
  await changeAccount(ctx, org, (loaded) => {
    const { account } = loaded
    const card = method.last4 !== ''
    const ends =
      card && account.freeCredit && billerAt(account.switches, at) === 'free_credit' && isFreeCreditUsedUp(account, at)
    const after = { ...account, card, short: false, freeCredit: account.freeCredit && !ends }
    return {
      after,
      write: {
        reshape: true,
        payment_method: {
          stripe_customer_id: method.stripeCustomerId,
          card_brand: method.brand,
          card_last4: method.last4,
        },
        ...(ends ? { settings: settingsOf({ ...loaded, account: after }) } : {}),
        by: actorName(ctx.actor),
      },
    }
  })
}
