import type Stripe from 'stripe'
import { customerKey } from './keys'
import { asking } from './refused'

export type CustomerInput = { readonly org: string; readonly name: string; readonly email: string }

/**
 * The Stripe customer of an org. Two calls before the portal has kept the id are one customer, by their key; name and
 * e-mail are set by a call of their own, because they may differ between the two and the key's parameters may not.
 */
export const ensureCustomer = async (stripe: Stripe, { org, name, email }: CustomerInput): Promise<string> =>
  asking(async () => {
    const { id } = await stripe.customers.create({ metadata: { org } }, { idempotencyKey: customerKey(org) })
    await stripe.customers.update(id, { name, email })
    return id
  })
