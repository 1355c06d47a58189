import type { Action } from '@/lib/contracts/action-result'

/** How credit is recharged by itself. Amounts are decimal text in the organization's currency. */
export type RechargeItem = {
  readonly org: string
  readonly currency: string
  readonly enabled: boolean
  readonly threshold: string
  readonly amount: string
  /** Null is no cap. */
  readonly monthlyCap: string | null
  readonly chargedThisMonth: string
  /** `due` is charged within moments; the others say why nothing is charged now. */
  readonly standing: 'due' | 'off' | 'above_threshold' | 'in_flight' | 'no_card' | 'declined' | 'monthly_cap'
  /** Stripe's code for the decline that switched it off; empty otherwise. */
  readonly failure: string
  /** The card that is charged; null where there is none. */
  readonly card: { readonly brand: string; readonly last4: string } | null
  readonly mayChange: boolean
  /** Of one recharge. */
  readonly limits: { readonly least: string; readonly most: string }
}

export type RechargeTerms = {
  readonly threshold: string
  readonly amount: string
  readonly monthlyCap: string | null
}

export type RechargeChoice = { readonly org: string } & (
  | ({ readonly enabled: true } & RechargeTerms)
  | { readonly enabled: false }
)

export type SaveRecharge = Action<
  RechargeChoice,
  { readonly charged: { readonly status: 'paid' | 'processing' | 'declined' } | null }
>
