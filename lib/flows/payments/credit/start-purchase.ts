import { openPurchase } from '@/db/commands/packs'
import { findAccount } from '@/db/queries/accounts'
import { findOrg } from '@/db/queries/orgs'
import { findPack } from '@/db/queries/packs'
import { type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { billerAt } from '@/lib/core/funding/biller'
import { orderPack, orderTopUp } from '@/lib/core/funding/order'
import type { Minor } from '@/lib/core/money/amount'
import { customerOf } from '@/lib/flows/payments/customer-of'
import { openForm, type StartedCheckout } from '@/lib/flows/payments/open-form'
import { requireGoodStanding } from '@/lib/flows/payments/subscriptions/require-good-standing'
import { accept, Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { settlePurchase } from './settle-purchase'

/** A pack as the customer saw it, or credit of a free amount. */
export type CreditOrder = { readonly pack: string; readonly version: number } | { readonly amount: Minor }

/** Opens the Checkout in which an org buys credit (K4). Two clicks of one order are one session. */
export const startPurchase = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  order: CreditOrder,
): Promise<StartedCheckout> => {
  requirePermission(ctx, 'org:pay', org)
  const [found, loaded] = await Promise.all([findOrg(ctx.db, org, ctx.now), findAccount(ctx.db, org)])
  if (!found || !loaded) throw new Refusal('not_found', 'There is no such organization.')
  const { currency, switches } = loaded.account
  const buyer = { biller: billerAt(switches, ctx.now.epochNanoseconds), currency }
  await requireGoodStanding(ctx, org)
  const terms = accept(
    'pack' in order
      ? orderPack(buyer, await findPack(ctx.db, order.pack), order.version)
      : orderTopUp(buyer, order.amount),
  )
  const { buyer: contact, language } = found.config
  return openForm(ctx, stripe, org, {
    open: () => openPurchase(ctx.db, org, newId('chk'), terms, { by: actorName(ctx.actor), at: ctx.now }),
    create: async (checkoutId) =>
      stripe.createPaymentCheckout({
        org,
        about: { purchase: checkoutId },
        checkoutId,
        customerId: await customerOf(ctx, stripe, org, { name: contact.name || found.name, email: contact.email }),
        name: terms.name,
        amountMinor: terms.price,
        currency: terms.currency,
        language,
      }),
    read: (sessionId) => stripe.readCheckout(sessionId),
    complete: async (checkoutId, sessionId) => {
      const { status } = await settlePurchase(ctx, stripe, { org, checkoutId, sessionId }, null)
      if (status === 'processing') {
        throw new Refusal('already_paid', 'A payment of the same is being processed; the credit comes by itself.')
      }
    },
  })
}
