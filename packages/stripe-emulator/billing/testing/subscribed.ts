import { type Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'
import { itemOf, subscriber } from './subscriber'

/** A subscription that was just paid for, and the middle of its first period. */
export const subscribed = async (token?: string) => {
  const harness = startHarness()
  const anna = await subscriber(harness, token)
  const { stripe } = harness
  const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
  const item = itemOf(made)
  const half = (item.current_period_start + item.current_period_end) / 2
  return { ...harness, harness, anna, id: made.id, item, half }
}

/** What the lines of an invoice say. */
export const linesOf = ({ lines }: Stripe.Invoice) =>
  lines.data.map(({ amount, description, period, quantity, parent }) => ({
    amount,
    description,
    period,
    quantity,
    proration: parent?.subscription_item_details?.proration,
  }))
