import { noteDifferences } from '@/db/commands/walks'
import { listOrgsWithCustomer } from '@/db/queries/cards'
import { dueWalk } from '@/db/queries/walks'
import type { Rounds } from '@/lib/flows/jobs/rounds'
import { type Walk, walkOn } from '@/lib/flows/jobs/walk'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { reconcileOrg } from './reconcile'

const mostAtOnce = 10

/** Compares the next organizations with Stripe, records what Stripe says where that is safe, and keeps what differs still. */
const stepWith =
  (stripe: StripeGateway): Walk['step'] =>
  async (ctx, after) => {
    const customers = await listOrgsWithCustomer(ctx.db, after, mostAtOnce)
    const left = []
    for (const customer of customers) {
      const found = await reconcileOrg(ctx, stripe, customer, true)
      left.push(...found.filter(({ mended }) => !mended))
    }
    const orgs = customers.map(({ org }) => org)
    await noteDifferences(ctx.db, name, { orgs }, left, ctx.now)
    return { next: customers.length < mostAtOnce ? null : (orgs.at(-1) ?? null), done: left.length }
  }

const [name, every] = ['stripe', 'day'] as const

export const stripeToWalk = dueWalk(name, every)

/** Each day: customers, cards, subscriptions and payments here against those at Stripe. Answers how many differences are left. */
export const walkStripe = ({ ctx, slice }: Rounds, stripe: StripeGateway): Promise<number> =>
  walkOn(ctx, slice, { name, every, step: stepWith(stripe) })
