'use client'

import { useLocale } from 'next-intl'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { monthWords } from '@/components/ui/calendar-words'
import { amountAxis, belowAxis, chartTip } from '@/components/ui/chart-style'
import { formatMoney } from '@/lib/core/money/format'
import { sideColours, type WhatIfItem } from './what-if-item'

export type WhatIfBarsProps = Pick<WhatIfItem, 'currency' | 'months'>

/** Revenue by month as it was, and beside it as it would have been. */
export const WhatIfBars = ({ currency, months }: WhatIfBarsProps) => {
  const locale = useLocale()
  // Pixels are drawn from floating numbers; what is read is the text of the amounts.
  const bars = months.map((row) => ({ ...row, was: Number(row.before), would: Number(row.after) }))
  return (
    <div aria-hidden className="h-52 w-full text-xs">
      <ResponsiveContainer>
        <BarChart data={bars} margin={{ top: 8, right: 4, bottom: 0, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="month" tickFormatter={(month: string) => monthWords(month, locale)} {...belowAxis} />
          <YAxis {...amountAxis} width="auto" />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as (typeof bars)[number] | undefined
              if (!active || !row) return null
              return (
                <div className={chartTip}>
                  <p className="text-ink-soft">{monthWords(row.month, locale)}</p>
                  <p className="figures text-ink-soft">Before {formatMoney(row.before, currency)}</p>
                  <p className="figures font-medium">After {formatMoney(row.after, currency)}</p>
                </div>
              )
            }}
          />
          <Bar dataKey="was" name="Before" fill={sideColours.before} isAnimationActive={false} maxBarSize={36} />
          <Bar dataKey="would" name="After" fill={sideColours.after} isAnimationActive={false} maxBarSize={36} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
