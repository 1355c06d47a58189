import { findAccount } from '@/db/queries/accounts'
import { findOrgOfCustomer } from '@/db/queries/cards'
import { syncCards } from '@/lib/flows/payments/cards/sync-cards'
import { Refusal } from '@/lib/platform/errors'
import type { Handler } from './handled'

/** The cards of one of our customers changed: they are read anew. Of a customer that says it is ours, we must know. */
export const customerCards: Handler<'cards_changed'> = async (ctx, stripe, { customerId, org: named, methodId }) => {
  const org = (await findOrgOfCustomer(ctx.db, customerId)) ?? (named || (await stripe.orgOfCustomer(customerId)))
  if (org === '') return { sentence: `${customerId} is no customer of ours.`, note: 'ignored' }
  if (!(await findAccount(ctx.db, org))) throw new Refusal('unavailable', `There is no organization ${org} yet.`)
  await syncCards(ctx, stripe, org, customerId, methodId)
  return { sentence: `The cards of ${org} were read.`, note: 'done' }
}
