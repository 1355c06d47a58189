import { useLocale } from 'next-intl'
import { dayWords, monthWords } from './calendar-words'

/** A civil day: `<DayText day="2026-10-31" />` reads `31 Oct 2026`. */
export const DayText = ({ day }: { day: string }) => (
  <time dateTime={day} className="figures whitespace-nowrap" suppressHydrationWarning>
    {dayWords(day, useLocale())}
  </time>
)

/** A civil month: `<MonthText month="2026-10" />` reads `October 2026`. */
export const MonthText = ({ month }: { month: string }) => (
  <time dateTime={month} className="whitespace-nowrap" suppressHydrationWarning>
    {monthWords(month, useLocale())}
  </time>
)
