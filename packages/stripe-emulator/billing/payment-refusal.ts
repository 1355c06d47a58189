import type { FailureBody } from '@/packages/stripe-emulator/failure'
import type { PaymentOutcome } from '@/packages/stripe-emulator/payments/try-payment'
import type { Collected } from './attempt-invoice'

/** What a payment that has to be made now is refused with where it was not made; null where it was, or is under way. */
export const refusalOf = (
  { outcome, invoice }: Collected,
  of: 'invoice' | 'subscription' = 'subscription',
): FailureBody | null => {
  if (outcome.kind === 'succeeded' || outcome.kind === 'processing') return null
  if (outcome.kind === 'declined') return cardError(outcome)
  if (outcome.kind === 'requires_action') {
    return {
      type: 'card_error',
      code: `${of}_payment_intent_requires_action`,
      message: `This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with ${of} \`${of === 'invoice' ? invoice.id : invoice.subscription}\`. For more details see: https://stripe.com/docs/billing/subscriptions/overview#requires-action`,
    }
  }
  return {
    type: 'invalid_request_error',
    code: 'missing',
    message:
      'There is no `default_payment_method` set on this Customer or Invoice. Please set either a `default_payment_method` or `default_source`.',
  }
}

const cardError = ({ refusal }: Extract<PaymentOutcome, { kind: 'declined' }>): FailureBody => ({
  type: 'card_error',
  code: refusal.code,
  message: refusal.message,
  ...(refusal.declineCode !== null && { decline_code: refusal.declineCode }),
})
