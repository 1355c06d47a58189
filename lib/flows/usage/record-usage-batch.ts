import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { writePico } from '@/db/columns'
import { type PricedEvent, recordUsage, type UsageOutcome } from '@/db/commands/record-usage'
import { findUsagePricing, type UsagePricing } from '@/db/queries/usage-pricing'
import { type Ctx, requirePermission } from '@/lib/context'
import { canonicalJson } from '@/lib/core/invoices/canonical'
import { formatDecimal } from '@/lib/core/money/decimal'
import { inForce } from '@/lib/core/pricing/price-book'
import { dayReader } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import { priceQuantity, type Quantity, quantityPlaces } from '@/lib/core/usage/price'
import { type Facts, Refusal, type RefusalCode } from '@/lib/platform/errors'
import { isStorable } from './is-storable'

/** One usage event, read and understood but not yet priced. */
export type UsageEvent = {
  readonly key: string
  readonly org: string
  readonly meter: string
  readonly quantity: Quantity
  readonly at: Temporal.Instant
  readonly resource: string
  readonly properties: unknown
}

export type ItemRefusal = { readonly code: RefusalCode; readonly sentence: string; readonly facts: Facts }
export type ItemResult =
  | { readonly key: string; readonly outcome: 'accepted' | 'repeated' }
  | { readonly key: string; readonly outcome: 'refused'; readonly refusal: ItemRefusal }

/** How far a caller's clock may be ahead of ours. */
const skewSeconds = 3600

const refused = (key: string, code: RefusalCode, sentence: string, facts: Facts = {}): ItemResult => ({
  key,
  outcome: 'refused',
  refusal: { code, sentence, facts },
})

const isResult = (value: PricedEvent | ItemResult): value is ItemResult => 'outcome' in value

/**
 * Prices and counts usage events (M1, M3): each key once, each item with its own answer, in the order they came. An
 * item that can't be priced is refused and does not sink the others.
 */
export const recordUsageBatch = async (ctx: Ctx, events: readonly UsageEvent[]): Promise<ItemResult[]> => {
  requirePermission(ctx, 'usage:write')
  const results = new Map<UsageEvent, ItemResult>()
  for (const org of [...new Set(events.map((event) => event.org))].sort()) {
    const own = events.filter((event) => event.org === org)
    for (const [event, result] of await recordForOrg(ctx, org, own)) results.set(event, result)
  }
  return events.map((event) => results.get(event) ?? refused(event.key, 'internal', 'This event was not looked at.'))
}

type Answered = [UsageEvent, ItemResult][]

const recordForOrg = async (ctx: Ctx, name: string, events: readonly UsageEvent[]): Promise<Answered> => {
  const all = (result: (event: UsageEvent) => ItemResult): Answered => events.map((event) => [event, result(event)])
  const unknown = (event: UsageEvent) =>
    refused(event.key, 'unknown_org', `There is no organization ${name}.`, { org: name })
  if (!maySee(ctx, name)) return all(unknown)
  const pricing = await findUsagePricing(ctx.db, name)
  if (!pricing) return all(unknown)
  const dayOf = dayReader(pricing.zone)
  const decided = events.map((event) => ({ event, priced: price(ctx, event, pricing, dayOf) }))
  const first = firstOfEachKey(decided.flatMap(({ priced }) => (isResult(priced) ? [] : [priced])))
  const outcomes =
    first.size > 0 ? await recordUsage(ctx.db, name, [...first.values()], ctx.now) : new Map<string, UsageOutcome>()
  if (outcomes === null) return all(unknown)
  const counted = new Set<string>()
  return decided.map(({ event, priced }) => {
    if (isResult(priced)) return [event, priced]
    const same = first.get(event.key)?.hash === priced.hash
    const repeated = counted.has(event.key)
    counted.add(event.key)
    return [event, answer(event.key, same ? outcomes.get(event.key) : 'mismatch', repeated)]
  })
}

const maySee = (ctx: Ctx, org: string): boolean => {
  try {
    requirePermission(ctx, 'usage:write', org)
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return false
    throw error
  }
}

const firstOfEachKey = (events: readonly PricedEvent[]): ReadonlyMap<string, PricedEvent> => {
  const byKey = new Map<string, PricedEvent>()
  for (const event of events) if (!byKey.has(event.key)) byKey.set(event.key, event)
  return byKey
}

const answer = (key: string, outcome: UsageOutcome | undefined, repeatedInBatch: boolean): ItemResult => {
  if (outcome === 'mismatch' || outcome === undefined) {
    return refused(key, 'idempotency_mismatch', 'This idempotency key was used with another event.')
  }
  return { key, outcome: repeatedInBatch ? 'repeated' : outcome }
}

/** The instant is kept to the microsecond that the database keeps, so that the day is the day of what is kept. */
const price = (
  ctx: Ctx,
  event: UsageEvent,
  pricing: UsagePricing,
  dayOf: (instant: Temporal.Instant) => Day,
): PricedEvent | ItemResult => {
  const { key, meter, quantity, resource, properties } = event
  const at = event.at.round({ smallestUnit: 'microsecond', roundingMode: 'floor' })
  if (!isStorable([key, resource, properties])) {
    return refused(key, 'invalid_request', 'Text can hold neither the character NUL nor half of a surrogate pair.')
  }
  if (at.epochMilliseconds > ctx.now.epochMilliseconds + skewSeconds * 1000) {
    return refused(key, 'invalid_timestamp', `${at} lies in the future.`)
  }
  if (!pricing.versions.some((version) => version.meters.has(meter))) {
    return refused(key, 'unknown_meter', `There is no meter ${meter}.`, { meter })
  }
  const day = dayOf(at)
  const version = inForce(pricing, day)
  const found = version?.meters.get(meter)
  if (!version || found === undefined) {
    return refused(key, 'price_missing', `The price book ${pricing.book} has no price for ${meter} on ${day}.`, {
      meter,
      day,
    })
  }
  const text = formatDecimal(quantity, quantityPlaces, 0)
  const instant = at.toString()
  const input = canonicalJson([meter, text, instant, resource, JSON.stringify(properties ?? null)])
  return {
    key,
    hash: createHash('sha256').update(input).digest('hex'),
    meter,
    resource,
    quantity: text,
    at: instant,
    day,
    properties: properties ?? null,
    book: pricing.book,
    version: version.version,
    amount: writePico(priceQuantity(quantity, found)),
  }
}
