'use client'

import { FormFrame } from './form-frame'
import type { Checkout } from './use-checkout'

export type CheckoutFormProps = {
  readonly checkout: Checkout
  readonly title: string
  readonly close: string
  readonly onClose?: () => void
}

/** Stripe's form of a checkout in its frame, where the checkout has come that far. */
export const CheckoutForm = ({
  checkout: { phase, close: leave, completed },
  title,
  close,
  onClose,
}: CheckoutFormProps) =>
  phase.name === 'form' ? (
    <FormFrame title={title} close={close} onClose={onClose ?? leave}>
      <phase.Form key={phase.attempt} stripe={phase.stripe} clientSecret={phase.clientSecret} onComplete={completed} />
    </FormFrame>
  ) : null
