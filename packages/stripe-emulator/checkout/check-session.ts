import { invalidRequest, notEmulated } from '@/packages/stripe-emulator/failure'
import type { CheckoutSessionRecord, UiMode } from '@/packages/stripe-emulator/records'
import type { CheckoutMode } from './mode'
import { modes } from './modes'
import type { SessionParameters } from './session-parameters'

const hour = 3600

/** Which page shows the session, after the rules on where each may send the payer. */
export const checkUiMode = (given: SessionParameters): UiMode => {
  const mode = given.ui_mode ?? 'hosted_page'
  if (mode === 'elements' || mode === 'form') throw notEmulated(`ui_mode ${mode}`, 'ui_mode')
  if (mode === 'embedded_page') checkEmbedded(given)
  else checkHosted(given)
  return mode
}

const refuseWith = (given: SessionParameters, mode: string, names: readonly (keyof SessionParameters)[]): void => {
  const wrong = names.find((name) => given[name] !== undefined)
  if (wrong) throw invalidRequest(`\`${wrong}\` is not allowed when \`ui_mode\` is \`${mode}\`.`, wrong)
}

const checkEmbedded = (given: SessionParameters): void => {
  refuseWith(given, 'embedded_page', ['success_url', 'cancel_url'])
  const never = given.redirect_on_completion === 'never'
  if (never && given.return_url !== undefined) {
    throw invalidRequest('`return_url` is not allowed when `redirect_on_completion` is `never`.', 'return_url')
  }
  if (!never && given.return_url === undefined) {
    throw invalidRequest('Missing required param: return_url.', 'return_url', 'parameter_missing')
  }
}

const checkHosted = (given: SessionParameters): void => {
  refuseWith(given, 'hosted_page', ['return_url', 'redirect_on_completion'])
  if (given.success_url === undefined) {
    throw invalidRequest('Missing required param: success_url.', 'success_url', 'parameter_missing')
  }
}

/** The mode that is asked for, among those that are emulated. */
export const checkMode = (given: SessionParameters): [CheckoutSessionRecord['mode'], CheckoutMode] => {
  if (given.mode === undefined) throw invalidRequest('Missing required param: mode.', 'mode', 'parameter_missing')
  const mode = modes[given.mode]
  if (!mode) throw notEmulated(`mode ${given.mode}`, 'mode')
  if (given.customer !== undefined && given.customer_email !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', 'customer')
  }
  if (given.customer !== undefined && given.customer_creation !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_creation.', 'customer')
  }
  return [given.mode, mode]
}

/** When the session ends by itself: 24 hours, or what was asked, from half an hour to a day away. */
export const checkExpiry = (given: SessionParameters, now: number): number => {
  const at = given.expires_at ?? now + 24 * hour
  if (at < now + hour / 2) {
    throw invalidRequest(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    )
  }
  if (at > now + 24 * hour) {
    throw invalidRequest(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    )
  }
  return at
}
