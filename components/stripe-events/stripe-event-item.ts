import type { StripeEventState } from '@/lib/contracts/stripe-events'

/** An event of Stripe as the portal took it. Instants are ISO-8601. */
export type StripeEventItem = {
  /** Stripe's id of it. */
  readonly event: string
  readonly type: string
  readonly state: StripeEventState
  /** What it did, or why it fails. */
  readonly sentence: string
  readonly attempts: number
  /** The version of the API in which it was written, where that is another one than ours; else empty. */
  readonly otherVersion: string
  readonly receivedAt: string
  /** Null as long as it fails. */
  readonly settledAt: string | null
  /** The organization it is about; null where that is not known. */
  readonly org: { readonly org: string; readonly name: string } | null
}
