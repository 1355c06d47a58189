import { invalidRequest } from '@/packages/stripe-emulator/failure'
import type { PaymentIntentRecord, SetupIntentRecord } from '@/packages/stripe-emulator/records'

/**
 * Refuses to confirm without a way back an intent whose ways to pay may lead away, even where the card at hand does
 * not. The two ways round it are to name the ways to pay and to rule redirects out.
 */
export const checkReturnUrl = (intent: PaymentIntentRecord | SetupIntentRecord, returnUrl: string | null): void => {
  if (intent.allowedMethodTypes !== null || intent.staysHere || returnUrl !== null || intent.owner !== null) return
  const object = 'amount' in intent ? 'PaymentIntent' : 'SetupIntent'
  throw invalidRequest(
    `This ${object} is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a \`return_url\`. If you don't want to accept redirect-based payment methods, set \`automatic_payment_methods[enabled]\` to \`true\` and \`automatic_payment_methods[allow_redirects]\` to \`never\` when creating Setup Intents and Payment Intents.`,
  )
}
