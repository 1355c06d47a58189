'use client'

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { amountAxis, belowAxis, chartTip } from '@/components/ui/chart-style'
import { classNames } from '@/components/ui/class-names'
import { formatMoney } from '@/lib/core/money/format'
import type { SpendDay } from './spend-item'

export type SpendBarsProps = {
  readonly days: readonly SpendDay[]
  readonly currency: string
  /** The two months in words. */
  readonly month: string
  readonly before: string
}

/** Pixels are drawn from floating numbers; what is read is the text of the amounts. */
const heightOf = (amount: string | null): number => Number(amount ?? '0')

/** What was used by day of the month, beside the month before. */
export const SpendBars = ({ days, currency, month, before }: SpendBarsProps) => {
  const bars = days.map((day) => ({ ...day, now: heightOf(day.amount), earlier: heightOf(day.amountBefore) }))
  return (
    <div aria-hidden className="h-44 w-full text-xs">
      <ResponsiveContainer>
        <BarChart data={bars} margin={{ top: 8, right: 4, bottom: 0, left: 4 }} barGap={1} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="number" {...belowAxis} minTickGap={12} />
          <YAxis {...amountAxis} tickCount={4} width={64} />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as (typeof bars)[number] | undefined
              if (!active || !row) return null
              return (
                <dl className={classNames('grid grid-cols-[auto_auto] gap-x-3', chartTip)}>
                  <TipRow day={row.number} month={month} amount={row.amount} currency={currency} />
                  <TipRow day={row.number} month={before} amount={row.amountBefore} currency={currency} />
                </dl>
              )
            }}
          />
          <Bar dataKey="earlier" fill="var(--chart-5)" fillOpacity={0.6} isAnimationActive={false} maxBarSize={14} />
          <Bar dataKey="now" fill="var(--chart-1)" isAnimationActive={false} maxBarSize={14} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

type TipRowProps = {
  readonly day: number
  readonly month: string
  readonly amount: string | null
  readonly currency: string
}

const TipRow = ({ day, month, amount, currency }: TipRowProps) =>
  amount === null ? null : (
    <>
      <dt className="text-ink-soft">
        {day} {month}
      </dt>
      <dd className="figures text-right font-medium">{formatMoney(amount, currency)}</dd>
    </>
  )
