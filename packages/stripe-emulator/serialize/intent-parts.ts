import { browserPath } from '@/packages/stripe-emulator/browser/paths'
import type { PaymentError, PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import { serializePaymentMethod } from './payment-method'

/** Errors the bank's answer is the cause of; the others are the caller's or the owner's doing. */
const ofTheCard = (code: string): boolean =>
  code !== 'payment_intent_authentication_failure' && !code.startsWith('setup_')

export const lastErrorOf = (error: PaymentError, method: PaymentMethodRecord | null) => ({
  type: ofTheCard(error.code) ? ('card_error' as const) : ('invalid_request_error' as const),
  code: error.code,
  message: error.message,
  ...(error.declineCode && { decline_code: error.declineCode }),
  ...(error.charge && { charge: error.charge }),
  ...(method && { payment_method: serializePaymentMethod(method) }),
})

type Intent = {
  readonly id: string
  readonly status: string
  readonly clientSecret: string
  readonly returnUrl: string | null
}

/** The page on which the owner authenticates: the secret stays in the fragment, which no server sees. */
export const authenticationUrl = ({ id, clientSecret }: Intent, publicUrl: string): string =>
  `${publicUrl}${browserPath}/authenticate/${id}#${clientSecret}`

/** What the owner has to do: go to a page where a way back was given, else the page around it shows it. */
export const nextActionOf = (intent: Intent, publicUrl: string) => {
  if (intent.status !== 'requires_action') return null
  const url = authenticationUrl(intent, publicUrl)
  return intent.returnUrl === null
    ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: intent.returnUrl, url } }
}

type Ways = { readonly allowedMethodTypes: readonly string[] | null; readonly staysHere: boolean }

/** Without a list of its own an intent takes every way to pay that is switched on for the account. */
export const automaticMethodsOf = ({ allowedMethodTypes, staysHere }: Ways) =>
  allowedMethodTypes ? null : ({ allow_redirects: staysHere ? 'never' : 'always', enabled: true } as const)
