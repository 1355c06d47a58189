/** The regional flavour of a language for dates: day before month, 24 hours. */
const regions: Readonly<Record<string, string>> = { en: 'en-GB', de: 'de-CH', fr: 'fr-CH', it: 'it-CH' }

const regionOf = (locale: string): string => regions[locale] ?? locale

/** A civil day in words: `2026-10-31` is `31 Oct 2026`. */
export const dayWords = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(regionOf(locale), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))

/** A civil month in words: `2026-10` is `October 2026`. */
export const monthWords = (month: string, locale: string): string =>
  new Intl.DateTimeFormat(regionOf(locale), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )

/** An instant in words of a zone, to the minute, or to the second with the zone's name where `exact`. */
export const instantWords = (at: string, zone: string, locale: string, exact = false): string =>
  new Intl.DateTimeFormat(regionOf(locale), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(exact ? { second: '2-digit', timeZoneName: 'longOffset' } : {}),
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(at))
