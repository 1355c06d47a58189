import type { Ctx } from '@/lib/context'
import { syncSubscriptionReturns } from '@/lib/flows/payments/subscriptions/sync-payments'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { Handled } from './handled'
import { orgOfCustomer } from './org-of-customer'

type Paid = { readonly customerId: string; readonly paymentIntentId: string }

/** What went back of a payment for a subscription of one of our customers is read; null where it is none. */
export const subscriptionReturns = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { customerId, paymentIntentId }: Paid,
): Promise<Handled | null> => {
  if (customerId === '' || paymentIntentId === '') return null
  const payment = await stripe.subscriptionPaymentBy(paymentIntentId)
  const org = payment && (await orgOfCustomer(ctx, stripe, customerId))
  if (!payment || org === null) return null
  const ended = await syncSubscriptionReturns(ctx, stripe, org, payment)
  const sentence = `What went back of a payment of ${org} for ${payment.subscriptionId} was read.`
  return { sentence: ended ? `${sentence} The subscription has ended.` : sentence, note: 'done' }
}
