import { syncSubscriptions } from '@/lib/flows/payments/subscriptions/sync-subscriptions'
import type { Handler } from './handled'
import { inTurn } from './in-turn'
import { orgOfCustomer } from './org-of-customer'

/** What one of our customers subscribes to changed, or what it owes for it: all of it is read anew. */
export const subscriptions: Handler<'subscriptions_changed'> = (ctx, stripe, { customerId }) =>
  inTurn(stripe, `subscriptions ${customerId}`, async () => {
    const org = await orgOfCustomer(ctx, stripe, customerId)
    if (org === null) return { sentence: `${customerId} is no customer of ours.`, note: 'ignored' }
    await syncSubscriptions(ctx, stripe, org, customerId)
    return { sentence: `The subscriptions of ${org} were read.`, note: 'done' }
  })
