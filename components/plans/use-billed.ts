'use client'

import { useSearchParams } from 'next/navigation'
import type { Billed } from './plan-desk'

/** The rhythm in which prices are shown. It is in the address, so that it can be shared and outlives a reload. */
export const useBilled = (first: Billed): readonly [Billed, (billed: Billed) => void] => {
  const asked = useSearchParams().get('billed')
  const choose = (billed: Billed) => window.history.replaceState(null, '', `?billed=${billed}`)
  return [asked === 'annual' || asked === 'monthly' ? asked : first, choose]
}
