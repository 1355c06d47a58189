import { Temporal } from 'temporal-polyfill'
import type { Day } from './day'

/**
 * The ISO week of a civil day, `2026-W48`: weeks begin on Monday and belong to the year of their Thursday, so that a
 * week over a year's end has one key. Keys sort like the days they hold.
 * @param day of the years 1 to 9999.
 */
export const isoWeekOf = (day: Day): string => {
  const date = Temporal.PlainDate.from(day)
  const thursday = date.add({ days: 4 - date.dayOfWeek })
  const week = Math.ceil(thursday.dayOfYear / 7)
  return `${String(thursday.year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`
}
