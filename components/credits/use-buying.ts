'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { type Checkout, useCheckout } from '@/components/pay/use-checkout'
import { useSettlement } from '@/components/pay/use-settlement'
import type { ActionFailure } from '@/lib/contracts/action-result'
import type { CreditDesk, Order } from './credit-desk'

export type Buying = Checkout & {
  /** What is being bought, or was last. */
  readonly order: Order | null
  readonly buy: (order: Order) => void
  /** It has been taking longer than 30 seconds. */
  readonly slow: boolean
  /** The form is complete, and a bank moves the money. */
  readonly processing: boolean
}

const nothing: ActionFailure = { ok: false, code: 'invalid_request', message: '' }

/** The steps of buying credit: one order at a time, paid in the page, done once the credit is there. */
export const useBuying = ({ org, settle, demoScript }: CreditDesk): Buying => {
  const t = useTranslations('buyCredit')
  const router = useRouter()
  const [order, setOrder] = useState<Order | null>(null)
  const [processing, setProcessing] = useState(false)
  const chosen = useRef<Order | null>(null)
  const checkoutId = useRef('')

  const startCheckout = async () => {
    const answer = (await chosen.current?.open()) ?? nothing
    if (answer.ok) {
      checkoutId.current = answer.checkoutId
      return answer
    }
    // Other packs, or other terms, are on offer by now: show them with the words for it.
    if (answer.code === 'not_for_sale') router.refresh()
    // Which purchase is under way is not known here; its credit comes by itself.
    return answer.code === 'already_paid' ? { ...answer, code: 'processing' } : answer
  }
  const words = { unreachable: t('unreachable'), formFailed: t('formFailed') }
  const checkout = useCheckout({ startCheckout, demoScript, words })
  const { name } = checkout.phase

  const onStatus = (status: string): boolean => {
    setProcessing(status === 'processing')
    if (status === 'ended') checkout.fail(t('ended'))
    if (status === 'paid') {
      checkout.settled()
      router.refresh()
    }
    return status === 'paid' || status === 'ended'
  }
  const ask = () => settle({ org, checkoutId: checkoutId.current })
  const slow = useSettlement(name === 'settling', ask, onStatus)

  const buy = (next: Order) => {
    if (name === 'starting' || name === 'settling') return
    chosen.current = next
    setOrder(next)
    setProcessing(false)
    checkout.start()
  }
  return { ...checkout, order, buy, slow, processing }
}
