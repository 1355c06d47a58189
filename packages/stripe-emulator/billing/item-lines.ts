import { type LineDraft, type LinePrice, type LineSource, remainingText, unusedText, wholePeriodText } from './line'
import type { Period } from './period'
import { shareAfter } from './proration'

/** What was last charged for an item, which is all that can be given back. */
export type Billed = {
  readonly price: LinePrice
  readonly quantity: number
  /** The whole period of that price; the charge may have been for a part of it. */
  readonly period: Period
  readonly source: LineSource | null
}

/** One item of a subscription as the arithmetic sees it. */
export type BilledItem = {
  readonly id: string
  readonly price: LinePrice
  readonly quantity: number
  readonly period: Period
  /** Null where nothing was charged for the item in this period. */
  readonly billed: Billed | null
}

type Drafted = Pick<LineDraft, 'amount' | 'description' | 'period' | 'proration' | 'credits'>

const draft = (
  subscription: string | null,
  item: string,
  { price, quantity }: Pick<Billed, 'price' | 'quantity'>,
  line: Drafted,
): LineDraft => ({
  ...line,
  currency: price.currency,
  quantity,
  price,
  subscription,
  subscriptionItem: item,
  invoiceItem: null,
})

/** The whole period of every item. */
export const wholePeriodLines = (subscription: string | null, items: readonly BilledItem[]): LineDraft[] =>
  items.map(({ id, price, quantity, period }) =>
    draft(
      subscription,
      id,
      { price, quantity },
      {
        amount: price.unitAmount * quantity,
        description: wholePeriodText(price, quantity),
        period,
        proration: false,
        credits: null,
      },
    ),
  )

/** What was charged for the time after `at` and is not used; nothing where nothing was charged or nothing is left. */
export const unusedLine = (subscription: string, item: BilledItem, at: number): LineDraft | null => {
  const { billed } = item
  if (billed === null || at >= billed.period.end) return null
  const { price, quantity, period, source } = billed
  return draft(subscription, item.id, billed, {
    amount: -shareAfter(price.unitAmount * quantity, period, at),
    description: unusedText(price, quantity, at),
    period: { start: Math.max(at, period.start), end: period.end },
    proration: true,
    credits: source,
  })
}

const remainingLine = (subscription: string, item: BilledItem, at: number): LineDraft => {
  const { price, quantity, period } = item
  return draft(subscription, item.id, item, {
    amount: shareAfter(price.unitAmount * quantity, period, at),
    description: remainingText(price, quantity, at),
    period: { start: Math.max(at, period.start), end: period.end },
    proration: true,
    credits: null,
  })
}

const same = (a: BilledItem, b: BilledItem): boolean => a.price.id === b.price.id && a.quantity === b.quantity

export type ItemsChange = {
  readonly subscription: string
  readonly before: readonly BilledItem[]
  readonly after: readonly BilledItem[]
  /** Epoch seconds within the current period. */
  readonly at: number
  /** Whether unused time is given back and remaining time is charged. */
  readonly prorate: boolean
  /** True where the change begins a new period for everything (another interval, or free to paid). */
  readonly restarts: boolean
}

export type ChangedItems = {
  readonly lines: readonly LineDraft[]
  /** The items as they are after the change, with what has now been charged for each. */
  readonly items: readonly BilledItem[]
}

/**
 * What changing items costs. Items that stay as they are cost nothing, except where the period restarts. Without
 * proration the new price counts from the next period, and what was charged before stays what can be given back.
 */
export const changeItems = ({ subscription, before, after, at, prorate, restarts }: ItemsChange): ChangedItems => {
  const earlier = new Map(before.map((item) => [item.id, item]))
  const later = new Map(after.map((item) => [item.id, item]))
  const touched = (item: BilledItem): boolean => {
    const old = earlier.get(item.id)
    const next = later.get(item.id)
    return restarts || !old || !next || !same(old, next)
  }
  const credits = prorate ? before.filter(touched).map((item) => unusedLine(subscription, item, at)) : []
  const changed = after.filter(touched)
  const charges = restarts
    ? wholePeriodLines(subscription, changed)
    : prorate
      ? changed.map((item) => remainingLine(subscription, item, at))
      : []
  const charged = restarts || prorate
  const items = after.map((item) =>
    charged && touched(item)
      ? { ...item, billed: chargedFor(item) }
      : { ...item, billed: earlier.get(item.id)?.billed ?? null },
  )
  return { lines: [...credits.filter((line) => line !== null), ...charges], items }
}

/** What an item whose current period was just charged can give back later. */
export const chargedFor = ({ price, quantity, period }: BilledItem): Billed => ({
  price,
  quantity,
  period,
  source: null,
})
