import { z } from 'zod'
import { identifier, orgSlug } from './common'
import { planName } from './plans'
import { soldTier } from './tiers'

const version = z.int().min(1).max(1_000_000)
const billed = z.enum(['monthly', 'annual'])
const product = z.enum(['plan', 'tier'])

/** What a customer chose, as it was offered: on other terms it is not sold. */
const choice = z.discriminatedUnion('product', [
  z.strictObject({ product: z.literal('plan'), name: planName, version, billed }),
  z.strictObject({ product: z.literal('tier'), name: soldTier, version, billed }),
])

export const choiceInput = z.strictObject({ org: orgSlug, choice })
/** A quote as it was shown; it is opened and checked where it is used. */
export const quoteInput = z.strictObject({ org: orgSlug, quote: z.string().min(1).max(4_000) })
export const subscribedInput = z.strictObject({ org: orgSlug, product })
export const cancelInput = z.strictObject({ org: orgSlug, product, ends: z.boolean() })
export const subscriptionFormInput = z.strictObject({ org: orgSlug, checkoutId: identifier })

export type ChoiceInput = z.input<typeof choiceInput>

type PricedItem = {
  readonly name: string
  readonly version: number
  readonly billed: 'monthly' | 'annual'
  readonly price: string
}

/** What a change costs, as the page gets it: amounts are decimal text, instants ISO text. */
export type QuoteItem = {
  /** Sent back to confirm. */
  readonly quote: string
  readonly from: PricedItem
  readonly to: PricedItem
  /** Charged at once. */
  readonly amountDue: string
  /** The sum of the lines; below zero where the change gives credit. */
  readonly total: string
  readonly currency: string
  readonly lines: readonly { readonly text: string; readonly amount: string }[]
  readonly expiresAt: string
}
