import type { OpenedCheckout } from '@/components/pay/use-order'
import type { Action, ActionResult } from '@/lib/contracts/action-result'

/** A pack as it is offered. Amounts are decimal text in the organization's currency. */
export type PackOffer = {
  readonly pack: string
  readonly version: number
  readonly name: string
  readonly price: string
  readonly credit: string
  /** What it gives beyond its price; null where it gives no more. */
  readonly extra: string | null
  /** Null never expires. */
  readonly expiresAfterDays: number | null
}

/** How credit is bought. */
export type CreditDesk = {
  readonly org: string
  readonly buyPack: Action<{ readonly org: string; readonly pack: string; readonly version: number }, OpenedCheckout>
  readonly buyAmount: Action<{ readonly org: string; readonly amount: string }, OpenedCheckout>
  readonly settle: (about: {
    readonly org: string
    readonly checkoutId: string
  }) => Promise<ActionResult<{ readonly status: string }>>
  /** Whether tax is added to the price in the form. */
  readonly taxed: boolean
  /** In demo mode, the address of the stand-in for Stripe's script. */
  readonly demoScript?: string
}

/** What is being bought: what it costs and gives, and how its Checkout is opened. */
export type Order = {
  /** The pack; empty for an amount of one's own. */
  readonly key: string
  readonly price: string
  readonly credit: string
  readonly open: () => Promise<ActionResult<OpenedCheckout>>
}
