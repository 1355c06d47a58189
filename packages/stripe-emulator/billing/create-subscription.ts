import { Failure, invalidRequest } from '@/packages/stripe-emulator/failure'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import type { CustomerRecord, InvoiceRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { accountOf } from './account'
import { attemptInvoice } from './attempt-invoice'
import { endingOf } from './ending'
import { checkItems, givenPrice } from './given-price'
import { methodFor, noMethod, ownMethod } from './payment-method-for'
import { refusalOf } from './payment-refusal'
import type { GivenItem } from './plan-change'
import { type NewItem, type NewSubscription, plannedSubscription, startSubscription } from './start-subscription'
import type { SubscriptionCreation } from './subscription-parameters'
import { inTimeOf } from './time'

/** The items of a new subscription: prices that can be sold, in one currency, which is that of the customer. */
export const newItemsOf = async (
  work: Work,
  customer: string | null,
  given: readonly GivenItem[],
  asked: { readonly currency: string | undefined; readonly param: string },
): Promise<{ readonly items: NewItem[]; readonly currency: string }> => {
  let currency = asked.currency?.toLowerCase() ?? null
  const items: NewItem[] = []
  for (const [index, { price = '', quantity = 1, metadata }] of given.entries()) {
    const param = `${asked.param}[${index}][price]`
    const priced = await givenPrice(work, price, param, { currency, type: 'recurring' })
    currency = priced.currency
    items.push({ price: priced, quantity, metadata: mergeMetadata({}, metadata) })
  }
  const account = customer === null ? null : await accountOf(work, customer)
  if (account?.currency && currency !== account.currency) {
    const message = `You cannot combine currencies on a single customer. This customer has had a subscription, coupon, or invoice item with currency ${account.currency}`
    throw invalidRequest(message, `${asked.param}[0][price]`)
  }
  checkItems(items, asked.param)
  return { items, currency: currency ?? '' }
}

const chosen = async (work: Work, customer: CustomerRecord, given: SubscriptionCreation): Promise<NewSubscription> => {
  const { default_payment_method: method, description, metadata } = given
  if (method !== undefined) await ownMethod(work, customer.id, method, 'default_payment_method')
  const asked = { currency: given.currency, param: 'items' }
  return {
    customer,
    ...(await newItemsOf(work, customer.id, given.items, asked)),
    automaticTax: given.automatic_tax?.enabled ?? false,
    defaultPaymentMethod: method ?? null,
    description: description ?? null,
    metadata: mergeMetadata({}, metadata),
    saveDefaultMethod: given.payment_settings?.save_default_payment_method === 'on_subscription',
  }
}

const withEnding = (work: Work, subscription: NewSubscription, given: SubscriptionCreation): NewSubscription => {
  const { cancel_at: cancelAt, cancel_at_period_end: cancelAtPeriodEnd, proration_behavior: prorationBehavior } = given
  const asked = { cancelAt, cancelAtPeriodEnd, prorationBehavior }
  return { ...subscription, ...endingOf(plannedSubscription(work, subscription), asked, work.now) }
}

/** Tries to pay the first invoice as the behaviour says. Where it must be paid and is not, nothing is kept. */
const collectFirst = async (
  work: Work,
  customer: CustomerRecord,
  open: InvoiceRecord,
  { payment_behavior: behavior, off_session: offSession, default_payment_method: preferred }: SubscriptionCreation,
): Promise<void> => {
  if (open.status === 'paid' || behavior === 'default_incomplete') return
  const method = await methodFor(work, customer, preferred ?? null)
  if (!method) throw noMethod()
  const collected = await attemptInvoice(work, open, { method, offSession, automatic: false })
  const refusal = behavior === 'error_if_incomplete' ? refusalOf(collected) : null
  if (refusal) throw new Failure(402, refusal)
}

/** Begins a subscription for a customer and collects its first invoice. */
export const createSubscription = async (given: SubscriptionCreation, at: Work): Promise<SubscriptionRecord> => {
  if (given.payment_behavior === 'pending_if_incomplete') {
    const message = 'You cannot use `payment_behavior=pending_if_incomplete` when creating a subscription.'
    throw invalidRequest(message, 'payment_behavior')
  }
  const customer = await customerNamed(at, given.customer)
  const work = await inTimeOf(at, customer.testClock)
  const open = await startSubscription(work, withEnding(work, await chosen(work, customer, given), given))
  await collectFirst(work, customer, open, given)
  const made = open.subscription === null ? null : await work.get('subscription', open.subscription)
  if (!made) throw new Error(`The subscription of invoice ${open.id} is gone`)
  return made
}
