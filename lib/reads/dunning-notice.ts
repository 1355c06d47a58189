import { listOffers } from '@/db/queries/offers'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { orgOf } from './org-of'
import { type Dunning, orgSubscriptions } from './org-subscriptions'

/** What is owed, as every page of a customer says it. */
export type DunningNotice = Dunning & {
  /** As the customer reads what it is owed for. */
  readonly title: string
  readonly zone: string
  readonly mayPay: boolean
}

/** What an org owes for what it subscribes to; null where it owes nothing. Stripe is not asked. */
export const dunningNotice = async (ctx: Ctx, slug: string): Promise<DunningNotice | null> => {
  const { config } = await orgOf(ctx, slug)
  const { dunning } = await orgSubscriptions(ctx, slug)
  if (dunning === null) return null
  const { product, name, version } = dunning
  const offer = (await listOffers(ctx.db)).find(
    (each) => each.product === product && each.name === name && (product === 'tier' || each.version === version),
  )
  const mayPay = permit(ctx.actor, 'org:pay', slug) === 'yes'
  return { ...dunning, title: offer?.title ?? name, zone: config.zone, mayPay }
}
