import { type Choice, choiceKey } from '@/lib/core/plans/offer'
import { startSubscription } from '@/lib/flows/payments/subscriptions/start-subscription'
import { ask, typedCard } from '@/packages/stripe-emulator/testing/browse'
import { begun, found, type Person } from './month-person'

type Product = 'plan' | 'tier'

/** Prices at Stripe by what they are of. */
export type Prices = ReadonlyMap<string, string>

/** What people do about what they subscribe to. All but the first is done at Stripe. */
export const subscribingActs = (person: Person, prices: Prices) => {
  const { org, ctx, harness, gateway, customerId, typeInto, inPortal, cardOf, now } = person
  const subscriptionOf = async (product: Product) => {
    const all = await gateway.readSubscriptions(await customerId())
    const own = all.find(({ choice }) => choice.product === product)
    return found(own, `the ${product} of ${org}`)
  }
  return {
    subscribe: async (choice: Choice, card: string): Promise<void> => {
      await typeInto(begun(await startSubscription(ctx(), gateway, org, choice)), card)
    },
    change: async (choice: Choice): Promise<void> => {
      const { subscriptionId, itemId } = await subscriptionOf(choice.product)
      const priceId = found(prices.get(choiceKey(choice)), choiceKey(choice))
      const change = { customerId: await customerId(), subscriptionId, itemId, priceId, prorationAt: now() }
      await gateway.changeSubscription(change, `${org}-${choiceKey(choice)}`)
    },
    endWithPeriod: async (product: Product, ends: boolean): Promise<void> => {
      await gateway.endWithPeriod((await subscriptionOf(product)).subscriptionId, ends)
    },
    cancelNow: async (product: Product): Promise<void> => {
      await harness.stripe.subscriptions.cancel((await subscriptionOf(product)).subscriptionId)
    },
    /** From now on the subscription is charged to a card that declines, and so is its customer. */
    breakCard: async (product: Product, card: string): Promise<void> => {
      await ask(harness, await inPortal(), 'add', typedCard(card))
      const method = await cardOf(card.slice(-4))
      await ask(harness, await inPortal(), 'default', { method })
      await gateway.chargeSubscriptionTo((await subscriptionOf(product)).subscriptionId, method)
    },
    payLate: async (product: Product, card: string): Promise<void> => {
      const { subscriptionId } = await subscriptionOf(product)
      const url = found(await gateway.unpaidInvoiceUrl(subscriptionId), 'an unpaid invoice')
      await ask(harness, url, 'confirm', { ...typedCard(card), email: 'anna@example.com' })
    },
  }
}
