'use client'

import type { Stripe } from '@stripe/stripe-js'
import { useLocale } from 'next-intl'
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
  | { readonly name: 'idle' | 'starting' | 'settling' | 'done' }
  | { readonly name: 'failed'; readonly message: string }
  | ({ readonly name: 'form' } & OpenForm)

export type Checkout = {
  readonly phase: CheckoutPhase
  readonly start: () => void
  readonly close: () => void
  readonly completed: () => void
  readonly settled: () => void
  readonly fail: (message: string) => void
}

export type CheckoutOptions = {
  readonly startCheckout: () => Promise<ActionResult<CheckoutStart>>
  /** In demo mode, the address of the stand-in for Stripe's script. */
  readonly demoScript?: string | undefined
  /** True where a checkout is known to be complete but not booked yet: it begins by waiting for that. */
  readonly settling?: boolean
  /** What is said where the portal, or Stripe's form, could not be reached. */
  readonly words: { readonly unreachable: string; readonly formFailed: string }
}

/** The steps of one checkout: start (once, however often it is pressed), form, settling, done; or failed, and again. */
export const useCheckout = ({ startCheckout, demoScript, settling = false, words }: CheckoutOptions): Checkout => {
  const [phase, setPhase] = useState<CheckoutPhase>({ name: settling ? 'settling' : 'idle' })
  const locale = useLocale()
  const attempt = useRef(0)
  const running = useRef(false)
  const fail = (message: string) => setPhase({ name: 'failed', message })

  const open = async () => {
    const started = await startCheckout().catch(() => null)
    if (!started) return fail(words.unreachable)
    // Paid meanwhile, in another tab or by another person: wait for the booking like after paying here.
    if (!started.ok && started.code === 'already_paid') return setPhase({ name: 'settling' })
    if (!started.ok) return fail(started.message)
    const parts = await Promise.all([
      import('./payment-form'),
      loadStripeFor(started.publishableKey, demoScript, locale),
    ]).catch(() => null)
    if (!parts) return fail(words.formFailed)
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
    completed: () => setPhase({ name: 'settling' }),
    settled: () => setPhase({ name: 'done' }),
    fail,
  }
}
