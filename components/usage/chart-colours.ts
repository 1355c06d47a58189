/** Colours of bars, in the order in which they are stacked; what has none of its own is drawn in the last. */
export const chartColours = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)', 'var(--chart-5)']

/** How many meters have a colour of their own: all that there are, or all but those that share the last one. */
export const ownColours = (count: number): number => (count > chartColours.length ? chartColours.length - 1 : count)

/** The colour of the meter at a place. */
export const colourOf = (index: number, count: number): string =>
  chartColours[Math.min(index, ownColours(count))] ?? 'var(--chart-5)'
