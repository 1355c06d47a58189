import { customType } from 'drizzle-orm/pg-core'
import { Temporal } from 'temporal-polyfill'
import { type Minor, minor, minorPlaces, type Pico, pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import type { Day } from '@/lib/core/time/day'

/** Reads NUMERIC text. A JSON number here means that digits were already lost on the way: refuse it loudly. */
const exact = (value: unknown, places: number): bigint => {
  if (typeof value !== 'string') throw new TypeError(`money must arrive as text, not as ${typeof value}`)
  const parsed = parseDecimal(value, places)
  if (parsed === null) throw new RangeError(`${value} does not fit ${places} decimal places`)
  return parsed
}

export const readMinor = (value: unknown): Minor => minor(exact(value, minorPlaces))
export const readPico = (value: unknown): Pico => pico(exact(value, picoPlaces))
export const readInstant = (value: string): Temporal.Instant => Temporal.Instant.from(value)
export const writeMinor = (value: Minor): string => formatDecimal(value, minorPlaces)
export const writePico = (value: Pico): string => formatDecimal(value, picoPlaces)

/** Money at two places; `49.00` in psql, `4900n` in code. */
export const minorAmount = customType<{ data: Minor; driverData: string }>({
  dataType: () => 'numeric(20, 2)',
  fromDriver: readMinor,
  toDriver: writeMinor,
})

/** Money, or a price, at twelve places. */
export const picoAmount = customType<{ data: Pico; driverData: string }>({
  dataType: () => 'numeric(38, 12)',
  fromDriver: readPico,
  toDriver: writePico,
})

/** A measured quantity at twelve places; decimal text in code, because a quantity is not money. */
export const quantity = customType<{ data: string; driverData: string }>({
  dataType: () => 'numeric(38, 12)',
})

/** A percentage at two places, as text: `8.10`. */
export const percent = customType<{ data: string; driverData: string }>({
  dataType: () => 'numeric(5, 2)',
})

/** An instant; UTC at rest. */
export const instant = customType<{ data: Temporal.Instant; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: readInstant,
  toDriver: (value) => value.toString(),
})

/** A civil day, `2026-10-31`. */
export const day = customType<{ data: Day; driverData: string }>({ dataType: () => 'date' })

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })
