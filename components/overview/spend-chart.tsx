'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

/** The chart and its library are loaded once they are needed: the table behind it says the same. */
export const SpendChart = dynamic(() => import('./spend-bars').then(({ SpendBars }) => SpendBars), {
  ssr: false,
  loading: () => <Skeleton className="h-44 w-full rounded-md" />,
})
