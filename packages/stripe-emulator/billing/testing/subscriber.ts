import type { Harness, Stripe } from '@/packages/stripe-emulator/testing/harness'

export type Subscriber = {
  readonly customer: string
  readonly card: string
  /** Prices in CHF: 10.00 and 20.00 a month, 100.00 a year. */
  readonly pro: string
  readonly max: string
  readonly yearly: string
}

/** A customer with a card on file, and something to subscribe to. */
export const subscriber = async (
  { stripe }: Pick<Harness, 'stripe'>,
  token = 'pm_card_visa',
  testClock?: string,
): Promise<Subscriber> => {
  const customer = await stripe.customers.create({
    name: 'Anna AG',
    email: 'anna@example.com',
    ...(testClock !== undefined && { test_clock: testClock }),
  })
  const card = await stripe.paymentMethods.attach(token, { customer: customer.id })
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } })
  const priced = async (name: string, amount: number, interval: 'month' | 'year') => {
    const made = await stripe.prices.create({
      currency: 'chf',
      unit_amount: amount,
      recurring: { interval },
      product_data: { name },
    })
    return made.id
  }
  return {
    customer: customer.id,
    card: card.id,
    pro: await priced('Pro', 1_000, 'month'),
    max: await priced('Max', 2_000, 'month'),
    yearly: await priced('Pro yearly', 10_000, 'year'),
  }
}

/** The id of the one item of a subscription, and when its period ends. */
export const itemOf = ({ items }: Stripe.Subscription): Stripe.SubscriptionItem => {
  const [item] = items.data
  if (!item) throw new Error('the subscription has no item')
  return item
}

/** The invoice a subscription got last, with its payments. */
export const latestInvoice = async ({ stripe }: Pick<Harness, 'stripe'>, id: string): Promise<Stripe.Invoice> => {
  const subscription = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice.payments'] })
  const invoice = subscription.latest_invoice
  if (invoice === null || typeof invoice === 'string') throw new Error('the invoice was not expanded')
  return invoice
}

/** What the webhook endpoint was told, without what came before. */
export const typesSince = async ({ emulator, received }: Harness, before: number): Promise<string[]> => {
  await emulator.deliverDue()
  return received.slice(before).map(({ type }) => type)
}
