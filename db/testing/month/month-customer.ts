import type { Db } from '@/db/client'
import { findStripeCustomer } from '@/db/queries/orgs'
import { findPurchaseTerms } from '@/db/queries/packs'
import { contextOf, payer } from '@/db/testing/fixtures'
import type { Ctx } from '@/lib/context'
import { minor } from '@/lib/core/money/amount'
import type { Choice } from '@/lib/core/plans/offer'
import { choiceKey } from '@/lib/core/plans/offer'
import { settleCards } from '@/lib/flows/payments/cards/settle-card-checkout'
import { startCardCheckout } from '@/lib/flows/payments/cards/start-card-checkout'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { type CreditOrder, startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { saveRecharge } from '@/lib/flows/payments/recharge/save-recharge'
import { openRefund } from '@/lib/flows/payments/refunds/open-refund'
import { startCheckout } from '@/lib/flows/payments/start-checkout'
import { startSubscription } from '@/lib/flows/payments/subscriptions/start-subscription'
import { ask, typedAccount, typedCard } from '@/lib/stripe-emulator/testing/browse'
import { pay } from '@/lib/stripe-emulator/testing/harness'
import type { MonthStripe } from './month-stripe'
import { momentOf } from './month-stripe'

/** What was begun in a form of ours, and its session at Stripe. */
export type Bought = { readonly checkoutId: string; readonly sessionId: string; readonly clientSecret: string }

/** Prices at Stripe by what they are of: `plan team v1 monthly`. */
export type Prices = ReadonlyMap<string, string>

const found = <Value>(value: Value | null | undefined, what: string): Value => {
  if (value === null || value === undefined) throw new Error(`${what} is not there`)
  return value
}

/**
 * What an org's people do in the portal's forms and at Stripe. Nothing of it waits for a webhook, and nobody comes back
 * from a form, unless it says `settled`.
 */
export const openMonthCustomer = (db: Db, stripe: MonthStripe, prices: Prices, org: string) => {
  const { harness, gateway } = stripe
  const ctx = (): Ctx => contextOf(db, payer(org), momentOf(stripe))
  const byAdmin = (): Ctx => contextOf(db, undefined, momentOf(stripe))
  const customerId = async (): Promise<string> => found(await findStripeCustomer(db, org), `the customer of ${org}`)
  const begun = (started: { readonly checkoutId: string; readonly clientSecret: string }): Bought => ({
    ...started,
    sessionId: started.clientSecret.split('_secret_')[0] ?? '',
  })
  const typeInto = async ({ clientSecret }: Bought, card: string): Promise<unknown> => {
    const { body } = await pay(harness.emulator, clientSecret, card)
    return body.outcome ?? body.error?.code
  }
  const order = async (wanted: CreditOrder) => begun(await startPurchase(ctx(), gateway, org, wanted))
  const inPortal = async (): Promise<string> =>
    gateway.openCardPortal(await customerId(), 'http://127.0.0.1:3000/cards')
  const intentOf = async ({ sessionId }: Bought): Promise<string> => {
    const { payment_intent: intent } = await harness.stripe.checkout.sessions.retrieve(sessionId)
    return found(typeof intent === 'string' ? intent : intent?.id, `the payment of ${sessionId}`)
  }
  const subscriptionOf = async (product: 'plan' | 'tier') => {
    const all = await gateway.readSubscriptions(await customerId())
    return found(
      all.find(({ choice }) => choice.product === product),
      `the ${product} of ${org}`,
    )
  }
  const cardOf = async (last4: string): Promise<string> => {
    const { cards } = await gateway.readCards(await customerId())
    return found(cards.find((card) => card.last4 === last4)?.methodId, `the card ${last4} of ${org}`)
  }
  return {
    org,
    ctx,
    customerId,
    intentOf,
    cardOf,
    order,
    typeInto,
    saveCard: async (card: string): Promise<void> => {
      await typeInto(begun(await startCardCheckout(ctx(), gateway, org)), card)
    },
    saveCardSettled: async (card: string): Promise<void> => {
      await typeInto(begun(await startCardCheckout(ctx(), gateway, org)), card)
      await settleCards(ctx(), gateway, org)
    },
    buy: async (francs: number, ...cards: readonly string[]): Promise<Bought> => {
      const bought = await order({ amount: minor(BigInt(francs * 100)) })
      for (const card of cards) await typeInto(bought, card)
      return bought
    },
    settle: (bought: Bought) => settleCredit(ctx(), gateway, org, bought.checkoutId),
    debit: async (amount: number, iban: string): Promise<Bought> => {
      const bought = await order({ amount: minor(BigInt(amount * 100)) })
      const form = `http://127.0.0.1:3000/stripe-emulator/checkout/${bought.sessionId}#${bought.clientSecret}`
      const { status, body } = await ask(harness, form, 'confirm', typedAccount(iban))
      if (status !== 200) throw new Error(`the debit of ${org} was refused: ${JSON.stringify(body)}`)
      return bought
    },
    payInvoice: async (invoiceId: string, card: string): Promise<Bought> => {
      const bought = begun(await startCheckout(ctx(), gateway, org, invoiceId))
      await typeInto(bought, card)
      return bought
    },
    addInPortal: async (card: string): Promise<void> => {
      await ask(harness, await inPortal(), 'add', typedCard(card))
    },
    chargeFromNow: async (last4: string): Promise<void> => {
      await ask(harness, await inPortal(), 'default', { method: await cardOf(last4) })
    },
    removeInPortal: async (last4: string): Promise<void> => {
      await ask(harness, await inPortal(), 'remove', { method: await cardOf(last4) })
    },
    /** Switches recharges on; the charge is made, and its answer never comes. */
    recharge: async (francs: number): Promise<void> => {
      const terms = { threshold: minor(100n), amount: minor(BigInt(francs * 100)), monthlyCap: null }
      const losing = {
        ...gateway,
        chargeOffSession: async (input: Parameters<typeof gateway.chargeOffSession>[0]) => {
          await gateway.chargeOffSession(input).catch(() => null)
          throw new Error('the answer was lost')
        },
      }
      await saveRecharge(ctx(), losing, org, { ...terms, enabled: true }).catch(() => null)
    },
    /** A refund that an administrator asks for; what became of it at Stripe is not recorded. */
    refund: async ({ checkoutId }: Bought, refundId: string, rappen: bigint): Promise<void> => {
      const wanted = { refundId, amount: minor(rappen), reason: 'asked for' }
      await openRefund(byAdmin(), org, checkoutId, wanted)
      const terms = await findPurchaseTerms(db, org, checkoutId)
      const paymentIntentId = found(terms?.paymentIntentId, `the payment of ${checkoutId}`)
      await gateway.createRefund({ org, purchaseId: checkoutId, refundId, paymentIntentId, amountMinor: wanted.amount })
    },
    refundAtStripe: async (bought: Bought, amount: number): Promise<void> => {
      await harness.stripe.refunds.create({ payment_intent: await intentOf(bought), amount })
    },
    /** The bank decides about what is disputed. */
    decide: async (bought: Bought, how: 'winning_evidence' | 'losing_evidence'): Promise<void> => {
      const { data } = await harness.stripe.disputes.list({ payment_intent: await intentOf(bought) })
      const evidence = { uncategorized_text: how }
      await harness.stripe.disputes.update(found(data[0]?.id, 'the dispute'), { evidence, submit: true })
    },
    subscribe: async (choice: Choice, card: string): Promise<void> => {
      await typeInto(begun(await startSubscription(ctx(), gateway, org, choice)), card)
    },
    change: async (choice: Choice): Promise<void> => {
      const { subscriptionId, itemId } = await subscriptionOf(choice.product)
      const priceId = found(prices.get(choiceKey(choice)), choiceKey(choice))
      const change = { customerId: await customerId(), subscriptionId, itemId, priceId, prorationAt: momentOf(stripe) }
      await gateway.changeSubscription(change, `${org}-${choiceKey(choice)}`)
    },
    endWithPeriod: async (product: 'plan' | 'tier', ends: boolean): Promise<void> => {
      await gateway.endWithPeriod((await subscriptionOf(product)).subscriptionId, ends)
    },
    cancelNow: async (product: 'plan' | 'tier'): Promise<void> => {
      await harness.stripe.subscriptions.cancel((await subscriptionOf(product)).subscriptionId)
    },
    /** From now on the subscription is charged to a card that declines, and so is its customer. */
    breakCard: async (product: 'plan' | 'tier', card: string): Promise<void> => {
      await ask(harness, await inPortal(), 'add', typedCard(card))
      const method = await cardOf(card.slice(-4))
      await ask(harness, await inPortal(), 'default', { method })
      await gateway.chargeSubscriptionTo((await subscriptionOf(product)).subscriptionId, method)
    },
    payLate: async (product: 'plan' | 'tier', card: string): Promise<void> => {
      const { subscriptionId } = await subscriptionOf(product)
      const url = found(await gateway.unpaidInvoiceUrl(subscriptionId), 'an unpaid invoice')
      await ask(harness, url, 'confirm', { ...typedCard(card), email: 'anna@example.com' })
    },
    leave: async (): Promise<void> => {
      await harness.stripe.customers.del(await customerId())
    },
  }
}

export type MonthCustomer = ReturnType<typeof openMonthCustomer>
