import { groupDigits } from '@/lib/core/money/format'

const labels = { tick: { fill: 'var(--ink-soft)' }, tickLine: false }

/** How the axes of charts look: days or months below, amounts at the left. */
export const belowAxis = { ...labels, axisLine: { stroke: 'var(--line-strong)' } }
export const amountAxis = {
  ...labels,
  axisLine: false,
  tickFormatter: (value: number) => groupDigits(String(value)),
}

/** The box in which a chart says what is under the pointer. */
export const chartTip = 'rounded-md border border-line bg-raised px-3 py-2 shadow-float'
