'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

/** The chart and its library are loaded once they are needed: the table behind it says the same. */
export const RevenueChart = dynamic(() => import('./revenue-bars').then(({ RevenueBars }) => RevenueBars), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full rounded-md" />,
})
