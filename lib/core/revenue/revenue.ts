import { type Minor, minor, sum } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import { type Stream, streams } from './streams'

/** Money earned, or given back where it is below zero, without tax. */
export type Booking = {
  readonly month: Month
  readonly stream: Stream
  readonly currency: string
  readonly amount: Minor
}

export type ByStream = Readonly<Record<Stream, Minor>>
export type RevenueMonth = { readonly month: Month; readonly streams: ByStream; readonly total: Minor }
export type Revenue = {
  /** Those that were asked for, in their order, also where nothing was earned. */
  readonly months: readonly RevenueMonth[]
  readonly streams: ByStream
  readonly total: Minor
}

const byStream = (bookings: readonly Booking[]): ByStream => {
  const sums: Record<Stream, Minor> = {
    fees: minor(0n),
    skills: minor(0n),
    usage: minor(0n),
    credit: minor(0n),
    plans: minor(0n),
  }
  for (const { stream, amount } of bookings) sums[stream] = minor(sums[stream] + amount)
  return sums
}

const totalOf = (of: ByStream): Minor => sum(streams.map((stream) => of[stream]))

/**
 * What was earned in a currency, by month and stream. Months, streams and the total add up to each other; bookings of
 * other months and currencies are left out, and no currency is ever added to another.
 */
export const revenueOf = (bookings: readonly Booking[], currency: string, months: readonly Month[]): Revenue => {
  const byMonth = new Map(months.map((month): [Month, Booking[]] => [month, []]))
  for (const booking of bookings) if (booking.currency === currency) byMonth.get(booking.month)?.push(booking)
  const rows = [...byMonth].map(([month, own]): RevenueMonth => {
    const sums = byStream(own)
    return { month, streams: sums, total: totalOf(sums) }
  })
  const all = byStream([...byMonth.values()].flat())
  return { months: rows, streams: all, total: totalOf(all) }
}

/** Currencies in which something was booked, by name. */
export const currenciesOf = (bookings: readonly Booking[]): readonly string[] =>
  [...new Set(bookings.filter(({ amount }) => amount !== 0n).map(({ currency }) => currency))].sort()
