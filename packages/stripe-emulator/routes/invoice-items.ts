import { z } from 'zod'
import { accountOf } from '@/packages/stripe-emulator/billing/account'
import { givenPrice } from '@/packages/stripe-emulator/billing/given-price'
import type { LineDraft } from '@/packages/stripe-emulator/billing/line'
import { addPendingItem, removePendingItem } from '@/packages/stripe-emulator/billing/pending-items'
import { inTimeOf } from '@/packages/stripe-emulator/billing/time'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { flag, integer, listParameters, metadata, text } from '@/packages/stripe-emulator/parameters'
import { checkCurrency } from '@/packages/stripe-emulator/payments/check-amount'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import { serializeInvoiceItem } from '@/packages/stripe-emulator/serialize/invoice-item'
import type { Work } from '@/packages/stripe-emulator/work'
import { matching } from './matching'

const creation = z.strictObject({
  amount: integer(-99_999_999, 99_999_999).optional(),
  currency: text(3).optional(),
  customer: text(),
  description: text().optional(),
  metadata: metadata().optional(),
  pricing: z.strictObject({ price: text() }).optional(),
  quantity: integer(0, 999_999).optional(),
  subscription: text().optional(),
})
type Creation = z.output<typeof creation>

const checkSubscription = async (work: Work, { customer, subscription }: Creation): Promise<void> => {
  const found = subscription === undefined ? null : await work.get('subscription', subscription)
  if (subscription === undefined) return
  if (found?.customer !== customer || found.ended === 'true')
    throw missing('subscription', subscription, 'subscription')
}

type Priced = Pick<LineDraft, 'amount' | 'currency' | 'description' | 'price' | 'quantity'>

/** An item is an amount with its currency, or a one-time price with a quantity. */
const pricedOf = async (work: Work, given: Creation): Promise<Priced> => {
  const { amount, currency, description, pricing, quantity = 1 } = given
  if ((amount === undefined) === (pricing === undefined)) {
    throw invalidRequest('You must specify exactly one of these parameters: amount, pricing.', 'amount')
  }
  if (pricing !== undefined) {
    const asked = currency === undefined ? null : checkCurrency(currency, 'currency')
    const price = await givenPrice(work, pricing.price, 'pricing[price]', { currency: asked, type: 'one_time' })
    const total = price.unitAmount * quantity
    return { amount: total, currency: price.currency, description: description ?? price.productName, price, quantity }
  }
  if (currency === undefined) throw invalidRequest('Missing required param: currency.', 'currency', 'parameter_missing')
  const checked = checkCurrency(currency, 'currency')
  return { amount: amount ?? 0, currency: checked, description: description ?? '', price: null, quantity: 1 }
}

const create = endpoint('POST', '/invoiceitems', creation, async ({ work: at }, given) => {
  const customer = await customerNamed(at, given.customer)
  const work = await inTimeOf(at, customer.testClock)
  await checkSubscription(work, given)
  const priced = await pricedOf(work, given)
  const { currency } = await accountOf(work, customer.id)
  if (currency !== null && currency !== priced.currency) {
    throw invalidRequest(
      `You cannot combine currencies on a single customer. This customer has had an invoice with currency ${currency}`,
      'currency',
    )
  }
  const line: LineDraft = {
    ...priced,
    period: { start: work.now, end: work.now },
    proration: false,
    subscription: given.subscription ?? null,
    subscriptionItem: null,
    invoiceItem: null,
    credits: null,
  }
  return serializeInvoiceItem(await addPendingItem(work, customer, line, mergeMetadata({}, given.metadata)))
})

const retrieve = endpoint('GET', '/invoiceitems/:id', z.strictObject({}), async ({ work, id }) => {
  const item = await work.get('invoiceitem', id)
  if (!item || item.invoice === 'deleted') throw missing('invoiceitem', id)
  return serializeInvoiceItem(item)
})

const remove = endpoint('DELETE', '/invoiceitems/:id', z.strictObject({}), async ({ work, id }) => {
  const item = await work.get('invoiceitem', id)
  if (!item || item.invoice === 'deleted') throw missing('invoiceitem', id)
  if (item.invoice !== 'none') throw invalidRequest('You cannot delete an invoice item that is on an invoice.')
  await removePendingItem(work, item)
  return { id, object: 'invoiceitem', deleted: true }
})

const listing = z.strictObject({
  ...listParameters,
  customer: text().optional(),
  invoice: text().optional(),
  pending: flag().optional(),
})

const list = endpoint('GET', '/invoiceitems', listing, (call, given) =>
  pageOf(call, 'invoiceitem', given, {
    match: matching({ customer: given.customer, invoice: given.invoice }),
    keep: ({ invoice }) =>
      invoice !== 'deleted' && (given.pending === undefined || (invoice === 'none') === given.pending),
    serialize: serializeInvoiceItem,
  }),
)

export const invoiceItems: readonly Endpoint[] = [create, list, retrieve, remove]
