import { useLocale } from 'next-intl'
import { instantWords } from './calendar-words'

export type DateTimeProps = {
  /** ISO-8601 instant. */
  readonly at: string
  /** IANA zone in which it is told. */
  readonly zone: string
}

/** An instant in its zone; the exact second and offset are in the title. */
export const DateTime = ({ at, zone }: DateTimeProps) => {
  const locale = useLocale()
  return (
    <time
      dateTime={at}
      title={`${instantWords(at, zone, locale, true)} · ${zone}`}
      className="figures whitespace-nowrap"
      suppressHydrationWarning
    >
      {instantWords(at, zone, locale)}
    </time>
  )
}
