'use client'

import { useLocale } from 'next-intl'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { dayWords } from '@/components/ui/calendar-words'
import { amountAxis, belowAxis, chartTip } from '@/components/ui/chart-style'
import { formatMoney } from '@/lib/core/money/format'
import { colourOf, ownColours } from './chart-colours'
import type { UsageDay } from './usage-item'

export type UsageBarsProps = {
  readonly days: readonly UsageDay[]
  /** The most expensive first; those beyond the last colour are drawn as one. */
  readonly meters: readonly { readonly meter: string; readonly name: string }[]
  readonly currency: string
  /** What the meters beyond the last colour are called together. */
  readonly others: string
}

const others = ' others'

/** Pixels are drawn from floating numbers; what is read is the text of the amounts. */
const heightOf = (amount: string | undefined): number => Number(amount ?? '0')

/** What was used by day, stacked by meter. */
export const UsageBars = ({ days, meters, currency, others: othersWord }: UsageBarsProps) => {
  const locale = useLocale()
  const drawn = meters.slice(0, ownColours(meters.length))
  const left = meters.slice(drawn.length)
  const keys = left.length > 0 ? [...drawn, { meter: others, name: othersWord }] : drawn
  const bars = days.map(({ day, total, meters: amounts }) => ({
    day,
    total,
    ...Object.fromEntries(drawn.map(({ meter }) => [meter, heightOf(amounts[meter])])),
    ...(left.length > 0 ? { [others]: left.reduce((sum, { meter }) => sum + heightOf(amounts[meter]), 0) } : {}),
  }))
  return (
    <div aria-hidden className="h-64 w-full text-xs">
      <ResponsiveContainer>
        <BarChart data={bars} margin={{ top: 8, right: 4, bottom: 0, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tickFormatter={(day: string) => String(Number(day.slice(8)))}
            {...belowAxis}
            minTickGap={12}
          />
          <YAxis {...amountAxis} width={64} />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as (typeof bars)[number] | undefined
              if (!active || !row) return null
              return (
                <div className={chartTip}>
                  <p className="text-ink-soft">{dayWords(row.day, locale)}</p>
                  <p className="figures font-medium">{formatMoney(row.total, currency)}</p>
                </div>
              )
            }}
          />
          {keys.map(({ meter, name }, index) => (
            <Bar
              key={meter}
              dataKey={meter}
              name={name}
              stackId="usage"
              fill={colourOf(index, meters.length)}
              isAnimationActive={false}
              maxBarSize={40}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
