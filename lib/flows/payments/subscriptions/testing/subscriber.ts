import type { Db } from '@/db/client'
import { listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import { findSubscription } from '@/db/queries/subscriptions'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, machine, payer, today, usageEvent } from '@/db/testing/fixtures'
import { amount, makeFunded } from '@/db/testing/funds'
import type { Ctx } from '@/lib/context'
import type { Biller } from '@/lib/core/funding/biller'
import { minor } from '@/lib/core/money/amount'
import type { Choice } from '@/lib/core/plans/offer'
import { readGate } from '@/lib/flows/gate/read-gate'
import { publishTier } from '@/lib/flows/payments/subscriptions/publish-tier'
import { settleSubscriptionForm } from '@/lib/flows/payments/subscriptions/settle-subscription'
import { startSubscription } from '@/lib/flows/payments/subscriptions/start-subscription'
import { publishPlan } from '@/lib/flows/plans/publish-plan'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { createSeal } from '@/lib/platform/seal'

export const seal = createSeal('a secret of at least 32 characters!', 'quote')

const plan = (name: string, quota: string, monthly: bigint) => ({
  plan: name,
  name: name[0]?.toUpperCase() + name.slice(1),
  version: 1,
  quota: amount(quota),
  currency: 'CHF' as const,
  priceMonthly: minor(monthly),
  priceAnnual: minor(monthly * 10n),
  ratio: { base: amount('0'), perCost: amount('20'), ceiling: null },
  maxMemoryMb: 16_384,
  maxVcpus: 8,
  effectiveFrom: today.subtract({ hours: 24 }),
  effectiveUntil: null,
  active: true,
})

/** Plans `free` (100 units a week), `team` (1000, CHF 49) and `business` (5000, CHF 199), and the tiers Pro and Pro+. */
export const prepareOffers = async (db: Db): Promise<void> => {
  const ctx = contextOf(db)
  await setComputeMode(ctx, true)
  await publishPlan(ctx, plan('free', '100', 0n))
  await publishPlan(ctx, plan('team', '1000', 4_900n))
  await publishPlan(ctx, plan('business', '5000', 19_900n))
  const tier = { version: 1, currency: 'CHF', active: true } as const
  await publishTier(ctx, { ...tier, tier: 'pro', priceMonthly: minor(2_000n), priceAnnual: minor(20_000n) })
  await publishTier(ctx, { ...tier, tier: 'pro_plus', priceMonthly: minor(9_000n), priceAnnual: minor(90_000n) })
}

export const team: Choice = { product: 'plan', name: 'team', version: 1, billed: 'monthly' }
export const business: Choice = { ...team, name: 'business' }
export const pro: Choice = { product: 'tier', name: 'pro', version: 1, billed: 'monthly' }

/** An org with a member who pays and a Stripe of its own; its clock is Stripe's. */
export const openSubscriber = async (db: Db, org: string, biller: Biller = 'plan_quota') => {
  await makeFunded(db, org, biller)
  const desk = openCardDesk()
  const { harness, stripe } = desk
  const ctx = (): Ctx => contextOf(db, payer(org), harness.now())
  let told = 0
  return {
    org,
    desk,
    stripe,
    ctx,
    /** Fills in the form with a card. */
    subscribe: async (choice: Choice, card: string = cards.good) => {
      const { checkoutId, clientSecret } = await startSubscription(ctx(), stripe, org, choice)
      const outcome = await desk.pay(clientSecret, card)
      const { status } = await settleSubscriptionForm(ctx(), stripe, org, checkoutId)
      return { outcome, status, checkoutId }
    },
    /** Moves the clock, lets Stripe do what is due then, and hands its webhooks over. */
    pass: async (days: number) => {
      harness.advance(days * 86_400)
      for (let round = 0; round < 3; round += 1) {
        for (const webhook of (await desk.webhooks()).slice(told)) {
          told += 1
          await deliver({ ...ctx(), actor: { kind: 'system', name: 'stripe' } }, stripe, webhook)
        }
        harness.advance(2 * 3600)
      }
    },
    /** Uses units of the week's quota. */
    use: async (units: number) => {
      const event = usageEvent(org, { quantity: String(units), at: harness.now().toString() })
      const { results } = await recordUsageBatch(contextOf(db, machine(), harness.now()), [event])
      if (results[0]?.outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(results)}`)
    },
    plan: () => findSubscription(db, org),
    rows: () => listStripeSubscriptions(db, org),
    gate: () => readGate({ ...contextOf(db), now: harness.now() }, org),
    invoices: async () =>
      (await harness.stripe.invoices.list({ limit: 100 })).data.map(({ status, amount_due: due }) => [status, due]),
  }
}
