import { findCardFile } from '@/db/queries/cards'
import type { Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Account } from '@/lib/core/funding/account'
import { billerAt } from '@/lib/core/funding/biller'
import { isLive } from '@/lib/core/funding/grant'
import type { CardsAtStripe } from '@/lib/stripe/cards'
import { changeAccount } from './change-account'
import { settingsOf } from './save-funding'

/** True where free credit was given and nothing of it is left, or kept for work under way. */
export const isFreeCreditUsedUp = ({ grants }: Account, now: bigint): boolean =>
  !grants.some((grant) => grant.origin === 'free' && isLive(grant, now) && grant.remaining + grant.held > 0n)

/** @param seen the version of what was recorded when they were read. */
const sectionOf = ({ customerId, billingEmail, defaultMethod, cards }: CardsAtStripe, seen: number) => {
  const charged = cards.find(({ methodId }) => methodId === defaultMethod)
  return {
    stripe_customer_id: customerId,
    billing_email: billingEmail,
    default_method: charged?.methodId ?? '',
    card_brand: charged?.brand ?? '',
    card_last4: charged?.last4 ?? '',
    cards: cards.map((card) => ({
      method_id: card.methodId,
      brand: card.brand,
      last4: card.last4,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      added_at: card.addedAt.toString(),
    })),
    seen,
  }
}

/**
 * Keeps the cards an org pays with, as they stand at Stripe; without one that is charged there is no card. A card that
 * comes when free credit is used up ends it (K8): from then on usage goes onto the bill.
 * @param read is asked again where other cards were recorded since: what was read first may be the older state.
 */
export const recordPaymentMethod = async (ctx: Ctx, org: string, read: () => Promise<CardsAtStripe>): Promise<void> => {
  const at = ctx.now.epochNanoseconds
  let seen = 0
  let cards: CardsAtStripe
  const look = async (): Promise<void> => {
    seen = (await findCardFile(ctx.db, org))?.version ?? 0
    cards = await read()
  }
  await look()
  await changeAccount(ctx, org, (loaded) => {
    const { account } = loaded
    const card = cards.defaultMethod !== ''
    const ends =
      card && account.freeCredit && billerAt(account.switches, at) === 'free_credit' && isFreeCreditUsedUp(account, at)
    const after = { ...account, card, freeCredit: account.freeCredit && !ends }
    return {
      after,
      write: {
        reshape: true,
        payment_method: sectionOf(cards, seen),
        ...(ends ? { settings: settingsOf({ ...loaded, account: after }) } : {}),
        by: actorName(ctx.actor),
      },
      askAgain: look,
    }
  })
}
