import { addDays, type Day, type DaySpan, type Month } from '@/lib/core/time/day'
import type { Words } from './words'

/** `2026-10` as `October 2026`. Month names are ours: those of the runtime change with its version. */
export const monthInWords = (month: Month, words: Words): string =>
  `${words.months[Number(month.slice(5, 7)) - 1] ?? month} ${month.slice(0, 4)}`

/** `2026-10-31` as `31 October 2026`. */
export const dayInWords = (day: Day, words: Words): string =>
  words.day(Number(day.slice(8, 10)), words.months[Number(day.slice(5, 7)) - 1] ?? '', day.slice(0, 4))

/** A half-open span as readers know it, with its last day in: [2026-10-01, 2026-11-01) ends on 31 October. */
export const spanInWords = (span: DaySpan, words: Words): string =>
  `${dayInWords(span.start, words)} – ${dayInWords(addDays(span.end, -1), words)}`
