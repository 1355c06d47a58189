'use client'

import { useLocale } from 'next-intl'
import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { monthWords } from '@/components/ui/calendar-words'
import { amountAxis, belowAxis, chartTip } from '@/components/ui/chart-style'
import { formatMoney } from '@/lib/core/money/format'
import { type RevenueItem, streamColours, streamWords } from './overview-item'

export type RevenueBarsProps = Pick<RevenueItem, 'currency' | 'months' | 'shown'>

/** `2026-11` as `11`, and the first month of a year with it: `1/26`. */
const tickOf = (month: string): string => {
  const number = Number(month.slice(5))
  return number === 1 ? `1/${month.slice(2, 4)}` : String(number)
}

/** What was earned by month, stacked by stream; what went back hangs below zero. */
export const RevenueBars = ({ currency, months, shown }: RevenueBarsProps) => {
  const locale = useLocale()
  // Pixels are drawn from floating numbers; what is read is the text of the amounts.
  const bars = months.map(({ month, total, streams }) => ({
    month,
    total,
    streams,
    ...Object.fromEntries(shown.map((stream) => [stream, Number(streams[stream])])),
  }))
  return (
    <div aria-hidden className="h-64 w-full text-xs">
      <ResponsiveContainer>
        <BarChart
          data={bars}
          margin={{ top: 8, right: 4, bottom: 0, left: 4 }}
          accessibilityLayer={false}
          stackOffset="sign"
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="month" tickFormatter={tickOf} {...belowAxis} minTickGap={4} />
          <YAxis {...amountAxis} width="auto" />
          <ReferenceLine y={0} stroke="var(--line-strong)" />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as (typeof bars)[number] | undefined
              if (!active || !row) return null
              return (
                <div className={chartTip}>
                  <p className="text-ink-soft">{monthWords(row.month, locale)}</p>
                  <p className="figures font-medium">{formatMoney(row.total, currency)}</p>
                  {shown.map((stream) => (
                    <p key={stream} className="figures text-ink-soft">
                      {streamWords[stream]} {formatMoney(row.streams[stream], currency)}
                    </p>
                  ))}
                </div>
              )
            }}
          />
          {shown.map((stream) => (
            <Bar
              key={stream}
              dataKey={stream}
              name={streamWords[stream]}
              stackId="revenue"
              fill={streamColours[stream]}
              isAnimationActive={false}
              maxBarSize={48}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
