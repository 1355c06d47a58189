import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import type {
  CustomerRecord,
  InvoiceRecord,
  SubscriptionItemRecord,
  SubscriptionRecord,
} from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { composeInvoice, draftInvoice, type InvoiceDraft } from './draft-invoice'
import { finalizeInvoice } from './finalize-invoice'
import { chargedFor, wholePeriodLines } from './item-lines'
import type { LinePrice } from './line'
import { periodAt } from './period'
import { addSubscription } from './save-subscription'
import { withSources } from './sources'

export type NewItem = {
  readonly price: LinePrice
  readonly quantity: number
  readonly metadata: SubscriptionItemRecord['metadata']
}

export type NewSubscription = {
  readonly customer: CustomerRecord
  readonly items: readonly NewItem[]
  readonly currency: string
} & Partial<
  Pick<
    SubscriptionRecord,
    | 'automaticTax'
    | 'cancelAt'
    | 'cancelAtPeriodEnd'
    | 'canceledAt'
    | 'cancellation'
    | 'defaultPaymentMethod'
    | 'description'
    | 'metadata'
    | 'saveDefaultMethod'
  >
> &
  Pick<InvoiceDraft, 'checkoutSession'>

const newItem = ({ price, quantity, metadata }: NewItem, now: number): SubscriptionItemRecord => {
  const recurring = price.recurring ?? { interval: 'month', intervalCount: 1 }
  const item = {
    id: newIdentifier('subscriptionItem'),
    created: now,
    price,
    quantity,
    period: periodAt(now, recurring, now),
    billed: null,
    metadata,
  }
  return { ...item, billed: chargedFor(item) }
}

/** The subscription that would begin now, with the items that its first invoice charges. */
export const plannedSubscription = (work: Work, given: NewSubscription): SubscriptionRecord => {
  const { customer, items, currency, checkoutSession: _, ...chosen } = given
  return {
    id: newIdentifier('subscription'),
    created: work.now,
    customer: customer.id,
    testClock: customer.testClock,
    status: 'incomplete',
    ended: 'false',
    currency,
    anchor: work.now,
    startDate: work.now,
    cancelAt: null,
    cancelAtPeriodEnd: false,
    canceledAt: null,
    endedAt: null,
    cancellation: { comment: null, feedback: null, reason: null },
    defaultPaymentMethod: null,
    description: null,
    metadata: {},
    items: items.map((item) => newItem(item, work.now)),
    latestInvoice: newIdentifier('invoice'),
    decidingInvoice: null,
    openInvoices: [],
    pendingUpdate: null,
    automaticTax: false,
    saveDefaultMethod: false,
    ...chosen,
  }
}

/** What the first invoice of a subscription says, before it is kept. */
export const firstInvoice = (
  work: Work,
  subscription: SubscriptionRecord,
  given: Pick<NewSubscription, 'customer' | 'checkoutSession'>,
): InvoiceDraft => ({
  ...(subscription.latestInvoice !== null && { id: subscription.latestInvoice }),
  customer: given.customer,
  subscription,
  currency: subscription.currency,
  reason: 'subscription_create',
  lines: wholePeriodLines(subscription.id, subscription.items),
  period: { start: work.now, end: work.now },
  autoAdvance: true,
  ...(given.checkoutSession !== undefined && { checkoutSession: given.checkoutSession }),
})

/**
 * Begins a subscription with its first invoice, finalized. It is incomplete until that is paid, and active at once
 * where nothing is due.
 */
export const startSubscription = async (work: Work, given: NewSubscription): Promise<InvoiceRecord> => {
  const planned = plannedSubscription(work, given)
  const draft = firstInvoice(work, planned, given)
  const { amountDue } = await composeInvoice(work, draft)
  await addSubscription(work, { ...planned, status: amountDue === 0 ? 'active' : 'incomplete' })
  const drafted = await draftInvoice(work, draft)
  const current = await work.get('subscription', planned.id)
  if (current) work.put('subscription', withSources(current, drafted))
  return finalizeInvoice(work, drafted)
}
