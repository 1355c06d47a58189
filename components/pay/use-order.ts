'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { ActionFailure, ActionResult } from '@/lib/contracts/action-result'
import { type Checkout, type CheckoutStart, useCheckout } from './use-checkout'
import { type Settlement, useSettlement } from './use-settlement'

export type OpenedCheckout = CheckoutStart & { readonly checkoutId: string }

/** Something that is paid in a form in the page. */
export type Order = { readonly open: () => Promise<ActionResult<OpenedCheckout>> }

export type Ordering<O extends Order> = Checkout & {
  /** What is being paid, or was last. */
  readonly order: O | null
  readonly place: (order: O) => void
  /** It has been taking longer than 30 seconds. */
  readonly slow: boolean
  /** The form is complete, and a bank moves the money. */
  readonly processing: boolean
}

export type OrderOptions = {
  /** Looks what became of a checkout. */
  readonly settle: (checkoutId: string) => Promise<ActionResult<Settlement>>
  readonly demoScript?: string | undefined
  readonly words: { readonly unreachable: string; readonly formFailed: string; readonly ended: string }
}

const nothing: ActionFailure = { ok: false, code: 'invalid_request', message: '' }

/** Refusals after which the page shows something that is not so any more. */
const outdated: readonly string[] = ['not_for_sale', 'exists', 'payment_overdue', 'payment_disputed']

/** The steps of an order: one at a time, paid in the page, done once what was paid for is there. */
export const useOrder = <O extends Order>({ settle, demoScript, words }: OrderOptions): Ordering<O> => {
  const router = useRouter()
  const [order, setOrder] = useState<O | null>(null)
  const [processing, setProcessing] = useState(false)
  const chosen = useRef<O | null>(null)
  const checkoutId = useRef('')

  const startCheckout = async () => {
    const answer = (await chosen.current?.open()) ?? nothing
    if (answer.ok) {
      checkoutId.current = answer.checkoutId
      return answer
    }
    if (outdated.includes(answer.code)) router.refresh()
    // Which order is under way is not known here; what was paid for comes by itself.
    return answer.code === 'already_paid' ? { ...answer, code: 'processing' } : answer
  }
  const checkout = useCheckout({ startCheckout, demoScript, words })
  const { name } = checkout.phase

  const onStatus = (status: string): boolean => {
    setProcessing(status === 'processing')
    if (status === 'ended') checkout.fail(words.ended)
    if (status === 'paid') {
      checkout.settled()
      router.refresh()
    }
    return status === 'paid' || status === 'ended'
  }
  const slow = useSettlement(name === 'settling', () => settle(checkoutId.current), onStatus)

  const place = (next: O) => {
    if (name === 'starting' || name === 'settling') return
    chosen.current = next
    setOrder(next)
    setProcessing(false)
    checkout.start()
  }
  return { ...checkout, order, place, slow, processing }
}
