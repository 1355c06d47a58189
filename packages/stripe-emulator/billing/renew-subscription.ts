import type { SubscriptionItemRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { attemptInvoice } from './attempt-invoice'
import { draftInvoice, pendingItemsFor } from './draft-invoice'
import { endSubscription } from './end-subscription'
import { finalizeInvoice } from './finalize-invoice'
import { chargedFor, wholePeriodLines } from './item-lines'
import { methodFor } from './payment-method-for'
import { type Period, periodAt } from './period'
import { changeSubscription } from './save-subscription'
import { withSources } from './sources'

/** How long a renewal's invoice stays a draft. */
const draftSeconds = 3_600

/** When the current period of a subscription ends; all its items have the same. */
export const currentPeriod = ({ items, startDate }: SubscriptionRecord): Period =>
  items[0]?.period ?? { start: startDate, end: startDate }

const rolled = (item: SubscriptionItemRecord, anchor: number, at: number): SubscriptionItemRecord => {
  const period = item.price.recurring ? periodAt(anchor, item.price.recurring, at) : item.period
  const next = { ...item, period }
  return { ...next, billed: chargedFor(next) }
}

/** The items as they will be in the period that begins at `at`. */
export const nextPeriodItems = ({ items, anchor }: SubscriptionRecord, at: number): SubscriptionItemRecord[] =>
  items.map((item) => rolled(item, anchor, at))

/** The period is over: the next one begins, with an invoice that is a draft for an hour. */
export const renewSubscription = async (work: Work, current: SubscriptionRecord): Promise<void> => {
  const customer = await work.get('customer', current.customer)
  if (!customer) throw new Error(`Subscription ${current.id} has no customer`)
  const past = currentPeriod(current)
  const items = nextPeriodItems(current, past.end)
  const collects = current.status !== 'unpaid'
  const invoice = await draftInvoice(work, {
    customer,
    subscription: { ...current, items },
    currency: current.currency,
    reason: 'subscription_cycle',
    lines: wholePeriodLines(current.id, items),
    period: past,
    autoAdvance: collects,
    ...(collects && { finalizesAt: work.now + draftSeconds }),
  })
  const openInvoices = collects ? [...current.openInvoices, invoice.id] : current.openInvoices
  const renewed = withSources({ ...current, items, latestInvoice: invoice.id, openInvoices }, invoice)
  await changeSubscription(work, current, renewed)
}

/** Collects what waited for an invoice, when no further invoice will come. */
export const collectPending = async (work: Work, current: SubscriptionRecord): Promise<string | null> => {
  const customer = await work.get('customer', current.customer)
  const pending = customer ? await pendingItemsFor(work, customer.id, current.id, current.currency) : []
  if (!customer || pending.length === 0) return null
  const draft = await draftInvoice(work, {
    customer,
    subscription: current,
    currency: current.currency,
    reason: 'subscription_update',
    lines: [],
    period: { start: work.now, end: work.now },
    autoAdvance: false,
  })
  const open = await finalizeInvoice(work, draft)
  if (open.status === 'open') {
    const method = await methodFor(work, customer, current.defaultPaymentMethod)
    await attemptInvoice(work, open, { method, offSession: true, automatic: true })
  }
  return open.id
}

/** A subscription that was to end now ends, after what is still pending was collected. */
export const finishSubscription = async (work: Work, current: SubscriptionRecord): Promise<void> => {
  const latestInvoice = (await collectPending(work, current)) ?? current.latestInvoice
  await endSubscription(work, { ...current, latestInvoice }, { reason: 'cancellation_requested' })
}
