'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionFailure } from '@/lib/contracts/action-result'
import type { QuoteItem } from '@/lib/contracts/subscriptions'
import { type Billed, choiceOf, type Offer, type PlanDesk } from './plan-desk'

export type Change = {
  /** Null while it is asked what it costs. */
  readonly quote: QuoteItem | null
  readonly failure: ActionFailure | null
  /** The amount is another one than was to be confirmed. */
  readonly stale: boolean
  readonly confirming: boolean
  readonly confirm: () => void
}

/** A change of what is subscribed to: asks what it costs, and does it for just that; for another amount it asks again. */
export const useChange = (desk: PlanDesk, offer: Offer, billed: Billed, onDone: () => void): Change => {
  const t = useTranslations()
  const router = useRouter()
  const [quote, setQuote] = useState<QuoteItem | null>(null)
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [stale, setStale] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const running = useRef(false)
  const asked = useRef(false)
  const unreachable = (): ActionFailure => ({ ok: false, code: 'unreachable', message: t('failure.unreachableText') })

  const ask = async () => {
    const answer = await desk.preview(choiceOf(desk.org, offer, billed)).catch(unreachable)
    if (answer.ok) return setQuote(answer)
    setFailure(answer)
    router.refresh()
  }
  const change = async (sealed: string) => {
    const answer = await desk.change({ org: desk.org, quote: sealed }).catch(unreachable)
    if (answer.ok) {
      toast.success(t('plans.changed', { title: offer.title }))
      router.refresh()
      return onDone()
    }
    if (answer.code !== 'quote_stale') return setFailure(answer)
    setFailure(null)
    setStale(true)
    setQuote(null)
    await ask()
  }
  const confirm = () => {
    if (running.current || quote === null) return
    running.current = true
    setConfirming(true)
    change(quote.quote).finally(() => {
      running.current = false
      setConfirming(false)
    })
  }
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    ask()
  })
  return { quote, failure, stale, confirming, confirm }
}
