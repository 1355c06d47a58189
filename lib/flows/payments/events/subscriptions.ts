import { findAccount } from '@/db/queries/accounts'
import { findStripeCustomer } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import { syncBalance } from '@/lib/flows/payments/cards/sync-balance'
import { recordCharged } from '@/lib/flows/payments/subscriptions/sync-payments'
import { syncSubscriptions } from '@/lib/flows/payments/subscriptions/sync-subscriptions'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { Handler } from './handled'
import { inTurn } from './in-turn'
import { orgOfCustomer } from './org-of-customer'

/**
 * What one of our customers subscribes to changed, or what it owes for it: all of it is read again, and what was charged
 * where the event is about a paid invoice.
 */
export const subscriptions: Handler<'subscriptions_changed'> = async (ctx, stripe, command) => {
  const { customerId, stripeInvoiceId } = command
  const org = await inTurn(stripe, `subscriptions ${customerId}`, async () => {
    const found = await orgOfCustomer(ctx, stripe, customerId)
    if (found !== null) {
      const both = [syncSubscriptions, syncBalance].map((sync) => sync(ctx, stripe, found, customerId))
      for (const each of await Promise.allSettled(both)) if (each.status === 'rejected') throw each.reason
    }
    return found
  })
  const payer = stripeInvoiceId === '' ? null : await recordPaid(ctx, stripe, org, stripeInvoiceId)
  if (org === null && payer === null) {
    return { sentence: `${customerId} is no customer of ours.`, note: 'ignored' }
  }
  if (org === null)
    return { sentence: `What ${payer} was charged before its customer was deleted is recorded.`, note: 'done' }
  return { sentence: `The subscriptions of ${org} were read.`, note: 'done' }
}

/**
 * Records a paid invoice. That a customer was deleted since takes nothing from what was charged: the org is then the one
 * that the subscription was opened for, unless that has another customer.
 * @returns the org, or null where it is none of ours or nothing was charged.
 */
const recordPaid = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string | null,
  stripeInvoiceId: string,
): Promise<string | null> => {
  const payment = await stripe.readSubscriptionPayment(stripeInvoiceId)
  if (!payment) return null
  const payer = org ?? (await formerPayer(ctx, payment.orgSaid))
  if (payer !== null) await recordCharged(ctx, payer, payment)
  return payer
}

const formerPayer = async (ctx: Ctx, org: string): Promise<string | null> => {
  if (org === '' || (await findStripeCustomer(ctx.db, org)) !== null) return null
  return (await findAccount(ctx.db, org)) ? org : null
}
