import type { Db } from '@/db/client'
import { findBooks } from '@/db/queries/books'
import { findCardFile } from '@/db/queries/cards'
import { deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, machine, payer, today, usageEvent } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { auditGrants } from '@/lib/core/funding/audit-grants'
import { minor } from '@/lib/core/money/amount'
import { settleCards } from '@/lib/flows/payments/cards/settle-card-checkout'
import { startCardCheckout } from '@/lib/flows/payments/cards/start-card-checkout'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { keepRecharges } from '@/lib/flows/payments/recharge/keep-recharges'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import type { StripeGateway } from '@/lib/stripe/gateway'

const unit = 10n ** 12n

/** A prepaid org with a Stripe of its own, and what its people, its usage and Stripe do. Amounts are whole francs. */
export const openPayingOrg = async (db: Db, org: string) => {
  await makeFunded(db, org, 'prepaid')
  const desk = openCardDesk()
  const { stripe, harness } = desk
  const ctx = contextOf(db, payer(org))
  const customer = async () => (await findCardFile(db, org))?.stripeCustomerId ?? ''
  return {
    org,
    ctx,
    desk,
    stripe,
    customer,
    /** Buys credit and comes back from the form. Answers the purchase. */
    buy: async (card?: string, francs = 20n): Promise<string> => {
      const { checkoutId, clientSecret } = await startPurchase(ctx, stripe, org, { amount: minor(francs * 100n) })
      await desk.pay(clientSecret, card)
      await settleCredit(ctx, stripe, org, checkoutId)
      return checkoutId
    },
    saveCard: async (card?: string): Promise<void> => {
      const { clientSecret } = await startCardCheckout(ctx, stripe, org)
      await desk.pay(clientSecret, card)
      await settleCards(ctx, stripe, org)
    },
    /** The bank decides about the newest dispute. */
    decide: async (how: 'winning_evidence' | 'losing_evidence'): Promise<void> => {
      const [dispute] = (await harness.stripe.disputes.list({ limit: 1 })).data
      const evidence = { uncategorized_text: how }
      await harness.stripe.disputes.update(dispute?.id ?? '', { evidence, submit: true })
    },
    /** Stripe tells all it ever told, of one kind or all. */
    told: async (kind = ''): Promise<void> => {
      for (const event of await desk.webhooks()) if (event.type.startsWith(kind)) await deliver(ctx, stripe, event)
    },
    use: (francs: number) =>
      recordUsageBatch(contextOf(db, machine()), [
        usageEvent(org, { quantity: String(francs * 20), at: '2026-11-21T09:00:00Z' }),
      ]),
    keep: (through: StripeGateway = stripe, now = today) => keepRecharges(contextOf(db, undefined, now), through),
    charges: async () => (await harness.stripe.paymentIntents.list({ limit: 100 })).data.map(({ status }) => status),
    left: async () => (await findBooks(db, org)).grants.reduce((total, { remaining }) => total + remaining, 0n) / unit,
    /** Where grants, ledger and reservations disagree; empty where they do not. */
    differences: async () => {
      const { grants, entries, held } = await findBooks(db, org)
      return auditGrants(grants, entries, held)
    },
  }
}

/** A Stripe that does what it is asked to charge, and whose answer is lost. */
export const losingCharges = (stripe: StripeGateway): StripeGateway => ({
  ...stripe,
  chargeOffSession: async (input) => {
    await stripe.chargeOffSession(input)
    throw new Error('the answer was lost')
  },
})
