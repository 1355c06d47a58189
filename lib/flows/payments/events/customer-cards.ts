import { syncBalance } from '@/lib/flows/payments/cards/sync-balance'
import { syncCards } from '@/lib/flows/payments/cards/sync-cards'
import { syncSubscriptions } from '@/lib/flows/payments/subscriptions/sync-subscriptions'
import type { Handler } from './handled'
import { orgOfCustomer } from './org-of-customer'

/** The cards of one of our customers changed: they are read again. Of a customer that says it is ours, we must know. */
export const customerCards: Handler<'cards_changed'> = async (ctx, stripe, { customerId }, event) => {
  const org = await orgOfCustomer(ctx, stripe, customerId)
  if (org === null) return { sentence: `${customerId} is no customer of ours.`, note: 'ignored' }
  await syncCards(ctx, stripe, org, customerId)
  await syncBalance(ctx, stripe, org, customerId)
  if (event.type === 'customer.deleted') await syncSubscriptions(ctx, stripe, org, customerId)
  return { sentence: `The cards of ${org} were read.`, note: 'done' }
}
