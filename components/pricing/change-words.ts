import { picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { groupDigits } from '@/lib/core/money/format'
import { percentChange } from '@/lib/core/pricing/differences'

/** A change in per cent with its sign: `+20 %`, `−0.5 %`; what rounds to nothing is said to be less. */
export const percentWords = (percent: string): string => {
  if (percent === '0') return 'under 0.01 %'
  const words = groupDigits(percent)
  return `${percent.startsWith('-') ? '' : '+'}${words} %`
}

/** What became of a price that is being typed, in words; null where that can't be said yet. */
export const typedChange = (published: string | undefined, typed: string): string | null => {
  const to = parseDecimal(typed, picoPlaces)
  if (published === undefined) return to === null ? null : 'New'
  const from = parseDecimal(published, picoPlaces)
  if (to === null || from === null) return `Now ${groupDigits(published, 2)}`
  const now = `Now ${groupDigits(published, 2)}`
  if (from === to) return `${now} · unchanged`
  const percent = percentChange(from, to)
  return percent === null ? `${now} · raised` : `${now} · ${percentWords(percent)}`
}
