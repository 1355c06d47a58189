import type { Temporal } from 'temporal-polyfill'
import { findStripeCustomer } from '@/db/queries/orgs'
import { findOrgsPastDue, unpaidSubscriptions } from '@/db/queries/stripe-subscriptions'
import type { Ctx } from '@/lib/context'
import { dunningDays } from '@/lib/core/dunning/standing'
import { ofOrgs, tryEach } from '@/lib/flows/jobs/try-each'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { syncSubscriptions } from './sync-subscriptions'

const mostOrgs = 100
const hoursBetween = 24

const termsAt = (now: Temporal.Instant) => ({
  readBefore: now.subtract({ hours: hoursBetween }),
  unpaidBefore: now.subtract({ hours: 24 * dunningDays.unpaid }),
})

export const dunningDue = unpaidSubscriptions(termsAt)

/**
 * Moves unpaid subscriptions along (P7): each is read from Stripe once a day, whatever webhooks came or did not, and
 * when its fourteen days are over the org falls to the free plan. Safe to run twice at once.
 * @param failed is told of an org that could not be looked at; the others are.
 * @returns how many were looked at.
 */
export const keepDunning = async (
  ctx: Ctx,
  stripe: StripeGateway,
  failed: (org: string, error: unknown) => void,
): Promise<number> => {
  const orgs = await findOrgsPastDue(ctx.db, ctx.now, termsAt(ctx.now), mostOrgs)
  await tryEach(ctx, 'dunning', ofOrgs(orgs), async (org) => {
    try {
      const customerId = await findStripeCustomer(ctx.db, org)
      if (customerId === null) return 'It has no customer at Stripe.'
      await syncSubscriptions(ctx, stripe, org, customerId)
      return true
    } catch (error) {
      failed(org, error)
      throw error
    }
  })
  return orgs.length
}
