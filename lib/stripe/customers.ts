import Stripe from 'stripe'
import { customerAfterKey, customerKey } from './keys'
import { asking } from './refused'

export type CustomerInput = { readonly org: string; readonly name: string; readonly email: string }

const mostDeleted = 5

const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing'

/**
 * The Stripe customer of an org. Two calls before the portal has kept the id are one customer, by their key; name and
 * e-mail are set by a call of their own, because they may differ between the two and the key's parameters may not. A
 * customer that was deleted at Stripe within the day is followed by another one.
 */
export const ensureCustomer = async (stripe: Stripe, { org, name, email }: CustomerInput): Promise<string> =>
  asking(async () => {
    let idempotencyKey = customerKey(org)
    for (let deleted = 0; ; deleted += 1) {
      const { id } = await stripe.customers.create({ metadata: { org } }, { idempotencyKey })
      try {
        await stripe.customers.update(id, { name, email })
        return id
      } catch (error) {
        if (!isMissing(error) || deleted >= mostDeleted) throw error
        idempotencyKey = customerAfterKey(org, id)
      }
    }
  })
