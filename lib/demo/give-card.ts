import { findCardFile } from '@/db/queries/cards'
import { findOrg } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import { syncCards } from '@/lib/flows/payments/cards/sync-cards'
import type { DemoStripe } from './demo-stripe'

/** Customers of this name were made up by earlier demos: no Stripe knows them. */
const isMadeUp = (customerId: string): boolean => customerId.startsWith('cus_demo_')

/**
 * Gives an org a customer at Stripe with a test card that is charged, once: an org that has a customer of its own keeps
 * it and its cards as they are. A seed that was cut off in between finds the same customer and the same card.
 */
export const giveCard = async (ctx: Ctx, { sdk, gateway }: DemoStripe, org: string): Promise<void> => {
  const [found, file] = await Promise.all([findOrg(ctx.db, org, ctx.now), findCardFile(ctx.db, org)])
  if (!found || (file && !isMadeUp(file.stripeCustomerId))) return
  const { name, email } = found.config.buyer
  const customer = await gateway.ensureCustomer({ org, name, email })
  await sdk.paymentMethods.attach('pm_card_visa', { customer }, { idempotencyKey: `demo_card_${org}` })
  await syncCards(ctx, gateway, org, customer)
}

/** Makes the card of an earlier demo real, where it was made up. */
export const mendCard = async (ctx: Ctx, stripe: DemoStripe, org: string): Promise<void> => {
  const file = await findCardFile(ctx.db, org)
  if (file && isMadeUp(file.stripeCustomerId)) await giveCard(ctx, stripe, org)
}
