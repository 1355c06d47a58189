'use client'

import type { Stripe } from '@stripe/stripe-js'
import { useTranslations } from 'next-intl'
import { type ComponentType, useRef, useState } from 'react'
import type { ActionResult } from '@/lib/contracts/action-result'
import { loadStripeFor } from './load-stripe'
import type { PaymentFormProps } from './payment-form'

export type CheckoutStart = { readonly clientSecret: string; readonly publishableKey: string }

/** A form that is ready to be shown. */
export type OpenForm = {
  readonly Form: ComponentType<PaymentFormProps>
  readonly stripe: Stripe
  readonly clientSecret: string
  /** Counts the tries; the form's React key. */
  readonly attempt: number
}

export type CheckoutPhase =
  | { readonly name: 'idle' | 'starting' | 'activating' | 'paid' }
  | { readonly name: 'failed'; readonly message: string }
  | ({ readonly name: 'form' } & OpenForm)

export type Checkout = {
  readonly phase: CheckoutPhase
  readonly start: () => void
  readonly close: () => void
  readonly completed: () => void
  readonly settled: () => void
}

/** The steps of one payment: start (once, however often it is pressed), form, activating, paid; or failed, and again. */
export const useCheckout = (
  startCheckout: () => Promise<ActionResult<CheckoutStart>>,
  demoScript: string | undefined,
  activating: boolean,
): Checkout => {
  const t = useTranslations('pay')
  const [phase, setPhase] = useState<CheckoutPhase>({ name: activating ? 'activating' : 'idle' })
  const attempt = useRef(0)
  const running = useRef(false)
  const fail = (message: string) => setPhase({ name: 'failed', message })

  const open = async () => {
    const started = await startCheckout().catch(() => null)
    if (!started) return fail(t('unreachable'))
    // Paid meanwhile, in another tab or by another person: wait for the booking like after paying here.
    if (!started.ok && started.code === 'already_paid') return setPhase({ name: 'activating' })
    if (!started.ok) return fail(started.message)
    const parts = await Promise.all([
      import('./payment-form'),
      loadStripeFor(started.publishableKey, demoScript),
    ]).catch(() => null)
    if (!parts) return fail(t('formFailed'))
    const [{ PaymentForm }, stripe] = parts
    attempt.current += 1
    setPhase({ name: 'form', Form: PaymentForm, stripe, clientSecret: started.clientSecret, attempt: attempt.current })
  }
  const start = () => {
    if (running.current) return
    running.current = true
    setPhase({ name: 'starting' })
    open().finally(() => {
      running.current = false
    })
  }
  return {
    phase,
    start,
    close: () => setPhase({ name: 'idle' }),
    completed: () => setPhase({ name: 'activating' }),
    settled: () => setPhase({ name: 'paid' }),
  }
}
