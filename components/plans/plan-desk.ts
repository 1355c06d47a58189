import type { OpenedCheckout, Order } from '@/components/pay/use-order'
import type { Action } from '@/lib/contracts/action-result'
import type { ChoiceInput, QuoteItem } from '@/lib/contracts/subscriptions'

export type Billed = 'monthly' | 'annual'
export type Product = 'plan' | 'tier'

/** A plan or tier as it is offered. Prices are decimal text. */
export type Offer = {
  readonly product: Product
  readonly name: string
  readonly version: number
  readonly title: string
  readonly currency: string
  readonly priceMonthly: string
  readonly priceAnnual: string
  /** What a year costs less than twelve months, in whole per cent. */
  readonly saving: number
  readonly gives: Gives
}

/** What a plan gives in a week and at most, or how much a tier lets run at once. */
export type Gives =
  | { readonly quota: string; readonly maxMemoryMb: number; readonly maxVcpus: number }
  | { readonly concurrency: number }

/** What is paid for at Stripe. */
export type Subscribed = {
  readonly name: string
  readonly version: number
  readonly billed: Billed
  readonly currency: string
  readonly price: string
  readonly standing: 'good' | 'past_due' | 'degraded' | 'unpaid'
  readonly periodEndsAt: string
  /** Null where it renews. */
  readonly endsAt: string | null
}

/** What is in force of a product; `name` is empty where nothing is. */
export type InForce = {
  readonly name: string
  readonly version: number
  readonly title: string
  readonly gives: Gives | null
  readonly subscription: Subscribed | null
}

/** How plans and tiers are bought and changed. */
export type PlanDesk = {
  readonly org: string
  readonly subscribe: Action<ChoiceInput, OpenedCheckout>
  readonly settle: Action<{ readonly org: string; readonly checkoutId: string }, { readonly status: string }>
  readonly preview: Action<ChoiceInput, QuoteItem>
  readonly change: Action<{ readonly org: string; readonly quote: string }>
  readonly cancel: Action<{ readonly org: string; readonly product: Product; readonly ends: boolean }>
  /** Whether tax is added to the price in the form. */
  readonly taxed: boolean
  /** In demo mode, the address of the stand-in for Stripe's script. */
  readonly demoScript?: string
}

/** Something to subscribe to, while its form is open and after. */
export type PlanOrder = Order & { readonly offer: Offer; readonly billed: Billed }

export const priceOf = ({ priceMonthly, priceAnnual }: Offer, billed: Billed): string =>
  billed === 'annual' ? priceAnnual : priceMonthly

/** An offer in a rhythm, as actions take it. */
export const choiceOf = (org: string, { product, name, version }: Offer, billed: Billed): ChoiceInput => ({
  org,
  choice: { product, name, version, billed } as ChoiceInput['choice'],
})
