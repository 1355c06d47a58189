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
      await syncSubscriptions(ctx, stripe, found, customerId)
      await syncBalance(ctx, stripe, found, customerId)
    }
    return found
  })
  if (org === null) return { sentence: `${customerId} is no customer of ours.`, note: 'ignored' }
  if (stripeInvoiceId !== '') await recordPaid(ctx, stripe, org, stripeInvoiceId)
  return { sentence: `The subscriptions of ${org} were read.`, note: 'done' }
}

const recordPaid = async (ctx: Ctx, stripe: StripeGateway, org: string, stripeInvoiceId: string): Promise<void> => {
  const payment = await stripe.readSubscriptionPayment(stripeInvoiceId)
  if (payment) await recordCharged(ctx, org, payment)
}
