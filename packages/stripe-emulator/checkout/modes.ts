import type { CheckoutSessionRecord } from '@/packages/stripe-emulator/records'
import type { CheckoutMode } from './mode'
import { paymentMode } from './payment-mode'
import { setupMode } from './setup-mode'
import { subscriptionMode } from './subscription-mode'

/** What each mode does. */
export const modes: Readonly<Record<CheckoutSessionRecord['mode'], CheckoutMode | null>> = {
  payment: paymentMode,
  setup: setupMode,
  subscription: subscriptionMode,
}

/** The mode of a session that was made, which is one that is offered. */
export const modeOf = ({ mode }: CheckoutSessionRecord): CheckoutMode => {
  const found = modes[mode]
  if (!found) throw new Error(`No session of mode ${mode} can have been made`)
  return found
}
