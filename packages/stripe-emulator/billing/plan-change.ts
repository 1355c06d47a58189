import { invalidRequest } from '@/packages/stripe-emulator/failure'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import type { SubscriptionItemRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { checkItems, givenPrice } from './given-price'
import { changeItems } from './item-lines'
import type { LineDraft } from './line'
import { periodAt } from './period'
import { currentPeriod } from './renew-subscription'

export type ProrationBehavior = 'always_invoice' | 'create_prorations' | 'none'

export type GivenItem = {
  readonly id?: string | undefined
  readonly price?: string | undefined
  readonly quantity?: number | undefined
  readonly deleted?: boolean | undefined
  readonly metadata?: Readonly<Record<string, string>> | null | undefined
}

export type AskedChange = {
  readonly items: readonly GivenItem[]
  readonly prorationBehavior: ProrationBehavior
  readonly prorationDate: number | undefined
}

/** What a change of items does. A preview shows it and an update makes it: the same from the same ground. */
export type PlanChange = {
  readonly subscription: SubscriptionRecord
  readonly lines: readonly LineDraft[]
  /** Whether the lines are charged at once, or wait for the next invoice. */
  readonly invoiceNow: boolean
}

const changedItem = async (
  work: Work,
  subscription: SubscriptionRecord,
  given: GivenItem,
  param: string,
): Promise<SubscriptionItemRecord | null> => {
  const current = given.id === undefined ? null : subscription.items.find(({ id }) => id === given.id)
  if (current === undefined) {
    throw invalidRequest(`No such subscription_item: '${given.id}'`, `${param}[id]`, 'resource_missing')
  }
  if (given.deleted) return null
  const expected = { currency: subscription.currency, type: 'recurring' } as const
  const price = given.price === undefined ? null : await givenPrice(work, given.price, `${param}[price]`, expected)
  if (current) {
    const quantity = given.quantity ?? current.quantity
    return {
      ...current,
      price: price ?? current.price,
      quantity,
      metadata: mergeMetadata(current.metadata, given.metadata),
    }
  }
  if (!price) throw invalidRequest(`Missing required param: ${param}[price].`, `${param}[price]`, 'parameter_missing')
  return {
    id: newIdentifier('subscriptionItem'),
    created: work.now,
    price,
    quantity: given.quantity ?? 1,
    period: currentPeriod(subscription),
    billed: null,
    metadata: mergeMetadata({}, given.metadata),
  }
}

const itemsAfter = async (work: Work, subscription: SubscriptionRecord, given: readonly GivenItem[]) => {
  const after = new Map(subscription.items.map((item) => [item.id, item]))
  for (const [index, item] of given.entries()) {
    const next = await changedItem(work, subscription, item, `items[${index}]`)
    if (next) after.set(next.id, next)
    else if (item.id !== undefined) after.delete(item.id)
  }
  const items = [...after.values()]
  if (items.length === 0) {
    throw invalidRequest('A subscription must have at least one active item.', 'items')
  }
  checkItems(items, 'items')
  return items
}

const costs = (items: readonly SubscriptionItemRecord[]): boolean => items.some(({ price }) => price.unitAmount > 0)

/** Another interval, or the step from free to paid, begins a new period now. */
const restartsPeriod = (
  before: readonly SubscriptionItemRecord[],
  after: readonly SubscriptionItemRecord[],
): boolean => {
  const [old, next] = [before[0]?.price.recurring, after[0]?.price.recurring]
  const sameRhythm = old?.interval === next?.interval && old?.intervalCount === next?.intervalCount
  return !sameRhythm || (!costs(before) && costs(after))
}

const checkDate = (subscription: SubscriptionRecord, date: number | undefined, now: number): number => {
  if (date === undefined) return now
  const { start, end } = currentPeriod(subscription)
  if (date >= start && date <= end) return date
  throw invalidRequest('Cannot specify `proration_date` outside of the current billing period.', 'proration_date')
}

/** Decides a change of items and writes nothing. Refuses items that can't be sold and dates outside the period. */
export const planChange = async (
  work: Work,
  current: SubscriptionRecord,
  { items: given, prorationBehavior, prorationDate }: AskedChange,
): Promise<PlanChange> => {
  const at = checkDate(current, prorationDate, work.now)
  const wanted = await itemsAfter(work, current, given)
  const restarts = restartsPeriod(current.items, wanted)
  const period = (item: SubscriptionItemRecord) =>
    restarts && item.price.recurring ? periodAt(work.now, item.price.recurring, work.now) : item.period
  const changed = changeItems({
    subscription: current.id,
    before: current.items,
    after: wanted.map((item) => ({ ...item, period: period(item) })),
    at,
    prorate: prorationBehavior !== 'none',
    restarts,
  })
  const billed = new Map(changed.items.map((item) => [item.id, item.billed]))
  const items = wanted.map((item) => ({ ...item, period: period(item), billed: billed.get(item.id) ?? null }))
  return {
    subscription: { ...current, items, anchor: restarts ? work.now : current.anchor },
    lines: changed.lines,
    invoiceNow: restarts || prorationBehavior === 'always_invoice',
  }
}
