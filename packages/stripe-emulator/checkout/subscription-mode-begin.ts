import { linePrice } from '@/packages/stripe-emulator/billing/given-price'
import { type NewItem, startSubscription } from '@/packages/stripe-emulator/billing/start-subscription'
import { invalidRequest } from '@/packages/stripe-emulator/failure'
import { attachMethod } from '@/packages/stripe-emulator/payments/attach-method'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import type { CheckoutSessionRecord, InvoiceRecord, PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'

const itemsOf = (work: Work, { lineItems }: CheckoutSessionRecord): Promise<NewItem[]> =>
  Promise.all(
    lineItems.map(async ({ priceId, quantity }) => {
      const price = await work.get('price', priceId)
      if (!price) throw invalidRequest(`No such price: '${priceId}'`, 'line_items', 'resource_missing')
      return { price: await linePrice(work, price), quantity, metadata: {} }
    }),
  )

/**
 * Begins the subscription of a session, with the method that was typed as its default once it has paid. Where nothing
 * is due the method is kept all the same: the next period will need it.
 */
export const beginSubscription = async (
  work: Work,
  session: CheckoutSessionRecord,
  method: PaymentMethodRecord,
): Promise<InvoiceRecord> => {
  const customer = await customerNamed(work, session.customer ?? '')
  const { metadata, description } = session.subscriptionData
  const invoice = await startSubscription(work, {
    customer,
    items: await itemsOf(work, session),
    currency: session.currency ?? '',
    automaticTax: session.automaticTax,
    metadata,
    description,
    saveDefaultMethod: true,
    checkoutSession: session.id,
  })
  if (invoice.status === 'open') {
    work.put('checkout.session', { ...session, subscription: invoice.subscription, invoice: invoice.id })
    return invoice
  }
  const kept = attachMethod(work, method, customer.id)
  const begun = invoice.subscription === null ? null : await work.get('subscription', invoice.subscription)
  if (begun) work.put('subscription', { ...begun, defaultPaymentMethod: kept.id })
  return invoice
}
