import { hash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { writePico } from '@/db/columns'
import type { UsageRow } from '@/db/commands/write-funding'
import { canonicalJson } from '@/lib/core/invoices/canonical'
import type { Pico } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { type MeterBook, meterPriceOn } from '@/lib/core/pricing/meter-price'
import { isRefused } from '@/lib/core/refusal'
import type { Day } from '@/lib/core/time/day'
import { instantText } from '@/lib/core/time/instant-text'
import { priceQuantity, type Quantity, quantityPlaces, tooLarge } from '@/lib/core/usage/price'
import { isStorable } from './is-storable'
import { type ItemResult, refusedItem } from './item-result'

/** One usage event, read and understood but not yet priced. */
export type UsageEvent = {
  readonly key: string
  readonly org: string
  readonly meter: string
  readonly quantity: Quantity
  readonly at: Temporal.Instant
  readonly resource: string
  readonly properties: unknown
  /** The reservation it settles; empty where there is none. */
  readonly reservation?: string
}

/** An event that waits to be charged: what it says, and the hash that tells a replay from another event. */
export type ReadEvent = {
  readonly event: UsageEvent
  /** Kept to the microsecond that the database keeps, so that the day is the day of what is kept. */
  readonly at: Temporal.Instant
  /** The same as text. */
  readonly atText: string
  readonly quantity: string
  readonly hash: string
}

/** How far a caller's clock may be ahead of ours. */
const skewMilliseconds = 3_600_000

/** Reads what does not depend on the org: refuses text that can't be kept and times to come. */
export const readEvent = (event: UsageEvent, now: Temporal.Instant): ReadEvent | ItemResult => {
  const { key, meter, resource, properties, reservation = '' } = event
  if (!isStorable([key, resource, properties, reservation])) {
    return refusedItem(key, 'invalid_request', 'Text can hold neither the character NUL nor half of a surrogate pair.')
  }
  if (event.at.epochMilliseconds > now.epochMilliseconds + skewMilliseconds) {
    return refusedItem(key, 'invalid_timestamp', `${event.at} lies in the future.`)
  }
  const at = toMicroseconds(event.at)
  const atText = instantText(at)
  const quantity = formatDecimal(event.quantity, quantityPlaces, 0)
  const input = [meter, quantity, atText, resource, JSON.stringify(properties ?? null)]
  const text = canonicalJson(reservation === '' ? input : [...input, reservation])
  return { event, at, atText, quantity, hash: hash('sha256', text, 'hex') }
}

const toMicroseconds = (at: Temporal.Instant): Temporal.Instant =>
  at.epochNanoseconds % 1000n === 0n ? at : at.round({ smallestUnit: 'microsecond', roundingMode: 'floor' })

export type PricedEvent = { readonly row: UsageRow; readonly amount: Pico }

/** Prices an event by the version in force on its day (M3). */
export const priceEvent = (
  { event, at, atText, quantity, hash }: ReadEvent,
  pricingOn: (day: Day) => MeterBook,
  dayOf: (instant: Temporal.Instant) => Day,
): PricedEvent | ItemResult => {
  const { key, meter, resource, properties } = event
  const day = dayOf(at)
  const pricing = pricingOn(day)
  const found = meterPriceOn(pricing, meter, day)
  if (isRefused(found)) return refusedItem(key, found.refused, found.sentence, found.facts)
  const amount = priceQuantity(event.quantity, found.price)
  const bound = tooLarge(amount)
  if (bound) return refusedItem(key, bound.refused, bound.sentence)
  return {
    amount,
    row: {
      key,
      hash,
      meter,
      resource,
      quantity,
      at: atText,
      day,
      ...(properties === null || properties === undefined ? {} : { properties }),
      book: pricing.book,
      version: found.version,
      amount: writePico(amount),
    },
  }
}
