import { openCardCheckout } from '@/db/commands/checkouts'
import { findAccount } from '@/db/queries/accounts'
import { findOrg } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { customerOf } from '@/lib/flows/payments/customer-of'
import { openForm, type StartedCheckout } from '@/lib/flows/payments/open-form'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { settleCardCheckout } from './settle-card-checkout'

/** Opens the Checkout in which an org saves a card (P1): nothing is charged. */
export const startCardCheckout = async (ctx: Ctx, stripe: StripeGateway, org: string): Promise<StartedCheckout> => {
  requirePermission(ctx, 'org:pay', org)
  const [found, loaded] = await Promise.all([findOrg(ctx.db, org, ctx.now), findAccount(ctx.db, org)])
  if (!found || !loaded) throw new Refusal('not_found', 'There is no such organization.')
  const { buyer, language } = found.config
  return openForm(ctx, stripe, org, {
    open: () => openCardCheckout(ctx.db, org, newId('chk'), ctx.now),
    create: async (checkoutId) =>
      stripe.createCardCheckout({
        org,
        checkoutId,
        customerId: await customerOf(ctx, stripe, org, { name: buyer.name || found.name, email: buyer.email }),
        currency: loaded.account.currency,
        language,
      }),
    read: (sessionId) => stripe.readCardCheckout(sessionId),
    complete: async (checkoutId, sessionId) => {
      await settleCardCheckout(ctx, stripe, { org, checkoutId, sessionId }, null)
    },
  })
}
