'use client'

import { EmbeddedCheckout, EmbeddedCheckoutProvider } from '@stripe/react-stripe-js'
import type { Stripe } from '@stripe/stripe-js'
import { useMemo } from 'react'

export type PaymentFormProps = {
  readonly stripe: Stripe
  readonly clientSecret: string
  readonly onComplete: () => void
}

/** Stripe's embedded form for one checkout. Its options are fixed once mounted: give it a new `key` per checkout. */
export const PaymentForm = ({ stripe, clientSecret, onComplete }: PaymentFormProps) => {
  const options = useMemo(() => ({ clientSecret, onComplete }), [clientSecret, onComplete])
  return (
    <EmbeddedCheckoutProvider stripe={stripe} options={options}>
      <EmbeddedCheckout />
    </EmbeddedCheckoutProvider>
  )
}
