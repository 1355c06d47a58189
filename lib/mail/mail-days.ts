import type { Day, Month } from '@/lib/core/time/day'
import type { Reader } from './reader'

type Spoken = Pick<Reader, 'language' | 'zone'>

/** The day of an instant, in the reader's zone: `30 November 2026`. */
export const dayOf = (instant: string, { language, zone }: Spoken): string =>
  new Intl.DateTimeFormat(`${language}-CH`, { dateStyle: 'long', timeZone: zone }).format(new Date(instant))

/** The same with its time. */
export const momentOf = (instant: string, { language, zone }: Spoken): string =>
  new Intl.DateTimeFormat(`${language}-CH`, { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(
    new Date(instant),
  )

/** A civil day in words. */
export const dayText = (day: Day, { language }: Pick<Reader, 'language'>): string =>
  dayOf(`${day}T00:00:00Z`, { language, zone: 'UTC' })

/** A month in words: `November 2026`. */
export const monthText = (month: Month, { language }: Pick<Reader, 'language'>): string =>
  new Intl.DateTimeFormat(`${language}-CH`, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
