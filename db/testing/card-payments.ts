import { today } from '@/db/testing/fixtures'
import type { Ctx } from '@/lib/context'
import { receiveStripeEvent } from '@/lib/flows/payments/receive-stripe-event'
import { keepStripeEvent } from '@/lib/flows/payments/take-stripe-event'
import { createGateway, type StripeGateway } from '@/lib/stripe/gateway'
import { translate } from '@/lib/stripe/translate'
import { createMemoryStore } from '@/packages/stripe-emulator/memory-store'
import { cards, type Harness, pay, startHarness, webhookSecret } from '@/packages/stripe-emulator/testing/harness'

export { cards }

export type CardDesk = {
  readonly harness: Harness
  readonly stripe: StripeGateway
  /** Types a card, and `more` where it is asked, into the form that the client secret opens. Answers `paid`, or why not: `card_declined`. */
  pay(clientSecret: string, card?: string, more?: object): Promise<unknown>
  /** The webhooks that Stripe sent so far, of one type or all. */
  webhooks(type?: string): Promise<readonly Harness['received'][number][]>
}

/**
 * The portal's Stripe gateway over the real SDK, with an emulator behind it.
 * @param automaticTax whether tax is added to what is bought.
 */
export const openCardDesk = ({ automaticTax = false } = {}): CardDesk => {
  const harness = startHarness(createMemoryStore(), today)
  return {
    harness,
    stripe: createGateway({ stripe: harness.stripe, publishableKey: 'pk_test_kontor', webhookSecret, automaticTax }),
    pay: async (clientSecret, card = cards.good, more = {}) => {
      const { body } = await pay(harness.emulator, clientSecret, card, more)
      return body.outcome ?? body.error?.code
    },
    webhooks: async (type) => {
      await harness.emulator.deliverDue()
      await harness.emulator.idle()
      return harness.received.filter((event) => type === undefined || event.type === type)
    },
  }
}

/** Hands a webhook to the portal as the route does: signature, record, translation, flow. What fails is thrown. */
export const deliver = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { body, signature }: { readonly body: string; readonly signature: string },
): Promise<string> => {
  stripe.verifyEvent(body, signature)
  const event = await keepStripeEvent(ctx, body)
  return receiveStripeEvent({ ...ctx, actor: { kind: 'system', name: 'stripe' } }, stripe, event, translate(event))
}
