'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

/** The chart and its library are loaded once they are needed: the table below it says the same. */
export const WhatIfChart = dynamic(() => import('./what-if-bars').then(({ WhatIfBars }) => WhatIfBars), {
  ssr: false,
  loading: () => <Skeleton className="h-52 w-full rounded-md" />,
})
