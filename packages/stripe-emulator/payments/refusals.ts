import type { CardRefusal } from '@/packages/stripe-emulator/cards/test-cards'

const message =
  'We are unable to authenticate your payment method. Please choose a different payment method and try again.'

/** The owner was asked and did not authenticate the payment. */
export const authenticationFailed: CardRefusal = {
  code: 'payment_intent_authentication_failure',
  declineCode: null,
  message,
}

/** The owner was asked and did not authenticate the saving. */
export const setupAuthenticationFailed: CardRefusal = {
  code: 'setup_intent_authentication_failure',
  declineCode: null,
  message,
}
