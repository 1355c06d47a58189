'use client'

import { useEffect, useRef, useState } from 'react'
import type { ActionResult } from '@/lib/contracts/action-result'

/** What a look at a checkout tells: over in one way or the other, or asked again. */
export type Settlement = { readonly status: string }

const quickMs = 1_000
const slowMs = 5_000
const patienceMs = 30_000

/**
 * Asks until the checkout is settled while `active`: every second, and after 30 seconds every five. One question at a
 * time; a failed one is only asked again. Stops when settled or when the component goes.
 * @param onStatus is told every answer and says whether it was the last one.
 * @returns whether it has been taking longer than 30 seconds.
 */
export const useSettlement = (
  active: boolean,
  settle: () => Promise<ActionResult<Settlement>>,
  onStatus: (status: string) => boolean,
): boolean => {
  const [slow, setSlow] = useState(false)
  const latest = useRef({ settle, onStatus })
  latest.current = { settle, onStatus }
  useEffect(() => {
    if (!active) return
    setSlow(false)
    const startedMs = performance.now()
    let timer: ReturnType<typeof setTimeout> | undefined
    let gone = false
    const ask = async () => {
      const answer = await latest.current.settle().catch(() => null)
      if (gone) return
      if (answer?.ok && latest.current.onStatus(answer.status)) return
      const isLate = performance.now() - startedMs >= patienceMs
      setSlow(isLate)
      timer = setTimeout(ask, isLate ? slowMs : quickMs)
    }
    ask()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [active])
  return slow
}
