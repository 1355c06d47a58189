'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useEffect } from 'react'

const looksAfterMs = [1_000, 3_000]
const lastLookAfterMs = 8_000

/** What was changed at Stripe is told by a webhook a moment later: the page looks again a few times, and then forgets. */
export const useReturnFromStripe = (returned: boolean): void => {
  const router = useRouter()
  const path = usePathname()
  useEffect(() => {
    if (!returned) return
    const timers = looksAfterMs.map((ms) => setTimeout(() => router.refresh(), ms))
    timers.push(setTimeout(() => router.replace(path, { scroll: false }), lastLookAfterMs))
    return () => {
      for (const timer of timers) clearTimeout(timer)
    }
  }, [returned, router, path])
}
