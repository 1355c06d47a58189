import type { Action, ActionResult } from '@/lib/contracts/action-result'

export type CardItem = {
  readonly methodId: string
  /** Stripe's code of the brand: `visa`. */
  readonly brand: string
  readonly last4: string
  /** The last month in which it can be charged: `2030-12`; empty where that is not known. */
  readonly expires: string
  readonly standing: 'valid' | 'expiring' | 'expired'
  /** The card that is charged. */
  readonly charged: boolean
  /** A civil day. */
  readonly addedOn: string
}

export type CardAction = Action<{ readonly org: string; readonly methodId: string }>

/** What may be done with cards. */
export type CardDesk = {
  readonly org: string
  readonly startCheckout: () => Promise<
    ActionResult<{ readonly clientSecret: string; readonly publishableKey: string }>
  >
  readonly settle: () => Promise<ActionResult<{ readonly status: string }>>
  readonly choose: CardAction
  readonly remove: CardAction
  /** Left out where there is no page at Stripe yet. */
  readonly openPortal?: () => Promise<ActionResult<{ readonly url: string }>>
  /** In demo mode, the address of the stand-in for Stripe's script. */
  readonly demoScript?: string
}
