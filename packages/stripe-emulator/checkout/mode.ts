import type { CardRefusal } from '@/packages/stripe-emulator/cards/test-cards'
import type { FailureBody } from '@/packages/stripe-emulator/failure'
import type { CheckoutSessionRecord, PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import type { SessionParameters } from './session-parameters'

/** How a try ended, for the page. */
export type Outcome =
  | { readonly outcome: 'paid' }
  | { readonly outcome: 'authenticate' }
  | { readonly outcome: 'declined'; readonly error: FailureBody }

export type CheckoutAttempt = {
  readonly work: Work
  /** Open, and with its customer where it has one or needs one. */
  readonly session: CheckoutSessionRecord
  readonly method: PaymentMethodRecord
  /** The owner has just authenticated. */
  readonly authenticated: boolean
}

/** What is for sale in a session, or that nothing is. */
export type Offer = Pick<CheckoutSessionRecord, 'amountTotal' | 'currency' | 'lineItems' | 'methodTypes'>

/** What `payment`, `setup` and `subscription` do differently. */
export type CheckoutMode = {
  /** Refuses what does not belong into a session of this mode, and says what it sells. */
  offer(work: Work, given: SessionParameters): Promise<Offer>
  /** True where the session can't do without a customer and makes one. */
  needsCustomer(session: CheckoutSessionRecord): boolean
  attempt(attempt: CheckoutAttempt): Promise<Outcome>
  /** The method whose owner has been asked to authenticate, or null where nobody has. */
  waiting(work: Work, session: CheckoutSessionRecord): Promise<PaymentMethodRecord | null>
  /** The owner failed to authenticate. */
  refuse(attempt: CheckoutAttempt): Promise<Outcome>
  /** Ends what the session had begun, when it runs out. */
  abandon(work: Work, session: CheckoutSessionRecord): Promise<void>
}

/** A refusal as the page gets it: the session stays open for another method. */
export const declined = ({ code, declineCode, message }: CardRefusal): Outcome => ({
  outcome: 'declined',
  error: { type: 'card_error', code, message, ...(declineCode && { decline_code: declineCode }) },
})
