import { cards, pay } from '@/packages/stripe-emulator/testing/harness'
import type { Step } from './month-life'
import type { MonthStripe } from './month-stripe'

/** Another product on the same account at Stripe: nothing of it is ours. */
export const strangerSteps = ({ harness }: MonthStripe): readonly Step[] => {
  const { stripe, emulator } = harness
  let customer = ''
  let intent = ''
  const begin = async (): Promise<void> => {
    const made = await stripe.customers.create({ name: 'Stranger', email: 'stranger@example.com' })
    customer = made.id
  }
  const sell = async (card: string): Promise<void> => {
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'embedded_page',
      redirect_on_completion: 'never',
      customer,
      line_items: [{ quantity: 1, price_data: { currency: 'chf', unit_amount: 900, product_data: { name: 'Mug' } } }],
    })
    await pay(emulator, session.client_secret ?? '', card)
    const { payment_intent: paid } = await stripe.checkout.sessions.retrieve(session.id)
    intent = typeof paid === 'string' ? paid : (paid?.id ?? '')
  }
  const subscribe = async (): Promise<void> => {
    const product = await stripe.products.create({ name: 'Mugs' })
    const price = await stripe.prices.create({
      product: product.id,
      currency: 'chf',
      unit_amount: 500,
      recurring: { interval: 'month' },
    })
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await stripe.subscriptions.create({ customer, items: [{ price: price.id }], default_payment_method: method.id })
  }
  return [
    [1, begin],
    [3, () => sell(cards.good)],
    [5, () => stripe.refunds.create({ payment_intent: intent, amount: 100 })],
    [6, subscribe],
    [8, () => sell(cards.disputes)],
    [30, () => stripe.customers.del(customer)],
  ]
}
