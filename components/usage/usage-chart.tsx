'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

/** The chart and its library are loaded once they are needed: the table behind it says the same. */
export const UsageChart = dynamic(() => import('./usage-bars').then(({ UsageBars }) => UsageBars), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full rounded-md" />,
})
