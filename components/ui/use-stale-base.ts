'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { ActionFailure } from '@/lib/contracts/action-result'

/**
 * What a change starts from: the version that the reader was shown. Where somebody else saved meanwhile, the page is asked
 * for what is saved now, and the next attempt starts from that: the reader was told by then, and says so by saving again.
 * @param shown the version of the page as it is.
 */
export const useStaleBase = <Version>(shown: Version, failure: ActionFailure | null) => {
  const router = useRouter()
  const [base, setBase] = useState(shown)
  const isStale = failure?.code === 'stale'
  useEffect(() => {
    if (isStale && failure) router.refresh()
  }, [isStale, failure, router])
  useEffect(() => {
    if (isStale) setBase(shown)
  }, [isStale, shown])
  return { base, setBase, isStale }
}
