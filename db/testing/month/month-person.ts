import type { Db } from '@/db/client'
import { findStripeCustomer } from '@/db/queries/orgs'
import { contextOf, payer } from '@/db/testing/fixtures'
import type { Ctx } from '@/lib/context'
import { pay } from '@/packages/stripe-emulator/testing/harness'
import { type MonthStripe, momentOf } from './month-stripe'

/** What was begun in a form of ours, and its session at Stripe. */
export type Bought = { readonly checkoutId: string; readonly sessionId: string; readonly clientSecret: string }

export const found = <Value>(value: Value | null | undefined, what: string): Value => {
  if (value === null || value === undefined) throw new Error(`${what} is not there`)
  return value
}

export const begun = (started: { readonly checkoutId: string; readonly clientSecret: string }): Bought => ({
  ...started,
  sessionId: started.clientSecret.split('_secret_')[0] ?? '',
})

/** An org, and its people at the forms of Stripe. */
export const openPerson = (db: Db, stripe: MonthStripe, org: string) => {
  const { harness, gateway } = stripe
  const customerId = async (): Promise<string> => found(await findStripeCustomer(db, org), `the customer of ${org}`)
  return {
    db,
    org,
    harness,
    gateway,
    customerId,
    now: () => momentOf(stripe),
    ctx: (): Ctx => contextOf(db, payer(org), momentOf(stripe)),
    typeInto: async ({ clientSecret }: Bought, card: string): Promise<unknown> => {
      const { body } = await pay(harness.emulator, clientSecret, card)
      return body.outcome ?? body.error?.code
    },
    inPortal: async (): Promise<string> => gateway.openCardPortal(await customerId(), 'http://127.0.0.1:3000/cards'),
    cardOf: async (last4: string): Promise<string> => {
      const { cards } = await gateway.readCards(await customerId())
      return found(cards.find((card) => card.last4 === last4)?.methodId, `the card ${last4} of ${org}`)
    },
    intentOf: async ({ sessionId }: Bought): Promise<string> => {
      const { payment_intent: intent } = await harness.stripe.checkout.sessions.retrieve(sessionId)
      return found(typeof intent === 'string' ? intent : intent?.id, `the payment of ${sessionId}`)
    },
  }
}

export type Person = ReturnType<typeof openPerson>
