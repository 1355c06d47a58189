import { claimRecorded } from '@/lib/flows/payments/subscriptions/claim-recorded'
import { syncSubscriptions } from '@/lib/flows/payments/subscriptions/sync-subscriptions'
import type { Handler } from './handled'
import { inTurn } from './in-turn'
import { orgOfCustomer } from './org-of-customer'

/**
 * What one of our customers subscribes to changed, or what it owes for it: all of it is read anew, unless the event says
 * just what is recorded.
 */
export const subscriptions: Handler<'subscriptions_changed'> = async (ctx, stripe, command, event) => {
  const { customerId, org: named, said } = command
  if (said) {
    const sentence = `${said.subscriptionId} is recorded as the event says.`
    if (await claimRecorded(ctx, event, { customerId, said, sentence })) return { sentence }
  }
  return inTurn(stripe, `subscriptions ${customerId} ${named}`, async () => {
    const org = await orgOfCustomer(ctx, stripe, command)
    if (org === null) return { sentence: `${customerId} is no customer of ours.`, note: 'ignored' }
    await syncSubscriptions(ctx, stripe, org, customerId)
    return { sentence: `The subscriptions of ${org} were read.`, note: 'done' }
  })
}
