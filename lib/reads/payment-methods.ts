import { type CardFile, findCardFile } from '@/db/queries/cards'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { dayAt } from '@/lib/core/time/billing-day'
import { countDays, type Day, isMonth, type Month, monthSpan } from '@/lib/core/time/day'
import { orgOf } from './org-of'

/** How long a card can still be charged. */
export type CardStanding = 'valid' | 'expiring' | 'expired'

export type CardItem = {
  readonly methodId: string
  /** Stripe's code of the brand: `visa`. */
  readonly brand: string
  readonly last4: string
  /** The last month in which it can be charged; empty where that is not known. */
  readonly expires: Month | ''
  readonly standing: CardStanding
  /** The card that is charged. */
  readonly charged: boolean
  readonly addedOn: Day
}

export type PaymentMethods = {
  /** The newest first. */
  readonly cards: readonly CardItem[]
  /** Whether this person may add, choose and remove. */
  readonly mayChange: boolean
  /** Whether there is a page at Stripe to manage them. */
  readonly hasPortal: boolean
  readonly billedTo: { readonly name: string; readonly email: string }
}

const warnWithinDays = 60

/** A card can be charged to the end of its last month; 60 days before that it is worth a word. */
export const cardStanding = (expires: Month | '', today: Day): CardStanding => {
  if (expires === '') return 'valid'
  const { end } = monthSpan(expires)
  if (today >= end) return 'expired'
  return countDays({ start: today, end }) <= warnWithinDays ? 'expiring' : 'valid'
}

const lastMonth = ({ expMonth, expYear }: CardFile['cards'][number]): Month | '' => {
  const month = `${String(expYear).padStart(4, '0')}-${String(expMonth).padStart(2, '0')}`
  return expYear > 0 && isMonth(month) ? month : ''
}

/** The cards of an org as they were recorded last; Stripe is not asked. */
export const paymentMethods = async (ctx: Ctx, slug: string): Promise<PaymentMethods> => {
  const { name: orgName, config } = await orgOf(ctx, slug)
  const file = await findCardFile(ctx.db, slug)
  const today = dayAt(ctx.now, config.zone)
  const cards = (file?.cards ?? []).map((card) => {
    const expires = lastMonth(card)
    return {
      methodId: card.methodId,
      brand: card.brand,
      last4: card.last4,
      expires,
      standing: cardStanding(expires, today),
      charged: card.methodId === file?.defaultMethod,
      addedOn: dayAt(card.addedAt, config.zone),
    }
  })
  const { name, email } = config.buyer
  return {
    cards,
    mayChange: permit(ctx.actor, 'org:pay', slug) === 'yes',
    hasPortal: Boolean(file?.stripeCustomerId),
    billedTo: { name: name || orgName, email },
  }
}
