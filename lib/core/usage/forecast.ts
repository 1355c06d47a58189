import { halfUp } from '@/lib/core/money/round'
import { addDays, countDays, type Day } from '@/lib/core/time/day'

/** What was used on a civil day: money or units, at twelve places, never below zero. */
export type DayAmount = { readonly day: Day; readonly amount: bigint }

/** A moment of a civil day: how much of the day has passed, and how long it is, in the same unit. */
export type DayMoment = { readonly today: Day; readonly passed: bigint; readonly length: bigint }

/** An exact mean: `sum` in `days` days. */
export type DailyRate = { readonly sum: bigint; readonly days: bigint }

export type SpendHistory = {
  /** The days of the period before, each once and in order; those before an org began are left out. */
  readonly before: readonly DayAmount[]
  /** The days of this period up to today, which is the last. */
  readonly soFar: readonly DayAmount[]
  /** The first day after this period. */
  readonly end: Day
  readonly now: DayMoment
}

export type Forecast = { readonly spent: bigint; readonly rate: DailyRate; readonly total: bigint }

/** Full days whose mean is the pace: a week, so that each weekday counts once. */
export const paceDays = 7

/** Farther than so many days nothing is foretold. */
export const farthestDays = 365n

const sumOf = (days: readonly DayAmount[]): bigint => days.reduce((total, { amount }) => total + amount, 0n)

/** The mean of the last full days before today, at most seven; days of no use count. Zero where there is none. */
export const dailyRate = (days: readonly DayAmount[], today: Day): DailyRate => {
  const full = days.filter(({ day }) => day < today).slice(-paceDays)
  return full.length === 0 ? { sum: 0n, days: 1n } : { sum: sumOf(full), days: BigInt(full.length) }
}

/**
 * What a period comes to at its end: what is spent, and the pace of the last full days for all that is left of it, the
 * rest of today included. Those days may reach into the period before, so that the first of a month is no blind day.
 * Never below what is spent; rounded once, half up, at the twelfth place.
 */
export const forecastOf = ({ before, soFar, end, now }: SpendHistory): Forecast => {
  const spent = sumOf(soFar)
  const rate = dailyRate([...before, ...soFar], now.today)
  const days = BigInt(Math.max(0, countDays({ start: addDays(now.today, 1), end })))
  const left = restOf(now) + days * now.length
  return { spent, rate, total: spent + halfUp(rate.sum * left, rate.days * now.length) }
}

/**
 * The day on which what is left is used up at a pace: today, where the rest of today already takes it.
 * @param left what can still be drawn; what is held for work under way is not part of it.
 * @returns null at no pace, or beyond a year.
 */
export const runsOutOn = (left: bigint, rate: DailyRate, now: DayMoment): Day | null => {
  if (rate.sum <= 0n) return null
  const beyondToday = left * rate.days * now.length - rate.sum * restOf(now)
  if (beyondToday <= 0n) return now.today
  const aDay = rate.sum * now.length
  const days = (beyondToday + aDay - 1n) / aDay
  return days > farthestDays ? null : addDays(now.today, Number(days))
}

const restOf = ({ passed, length }: DayMoment): bigint => {
  if (length <= 0n || passed < 0n || passed > length) throw new RangeError(`${passed} of ${length} is no part of a day`)
  return length - passed
}
