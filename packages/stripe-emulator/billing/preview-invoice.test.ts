import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf, subscribed } from './testing/subscribed'
import { itemOf, latestInvoice } from './testing/subscriber'

describe('the preview of a change', () => {
  it('is charged to the unit by the change at the same moment', async () => {
    const { stripe, harness, anna, id, item } = await subscribed()
    const span = item.current_period_end - item.current_period_start
    const steps = fc.record({
      amount: fc.integer({ min: 100, max: 999_999 }),
      quantity: fc.integer({ min: 1, max: 40 }),
      at: fc.integer({ min: 0, max: span }),
      behavior: fc.constantFrom('always_invoice', 'create_prorations', 'none') as fc.Arbitrary<
        'always_invoice' | 'create_prorations' | 'none'
      >,
      interval: fc.constantFrom('month', 'month', 'year') as fc.Arbitrary<'month' | 'year'>,
    })
    const property = fc.asyncProperty(steps, async ({ amount, quantity, at, behavior, interval }) => {
      const price = await stripe.prices.create({
        currency: 'chf',
        unit_amount: amount,
        recurring: { interval },
        product_data: { name: 'Any' },
      })
      const current = itemOf(await stripe.subscriptions.retrieve(id))
      const inside = Math.min(current.current_period_start + at, current.current_period_end)
      const change = {
        items: [{ id: item.id, price: price.id, quantity }],
        proration_behavior: behavior,
        proration_date: inside,
      }
      const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: change })
      const changed = await stripe.subscriptions.update(id, change)
      if (preview.billing_reason === 'upcoming') {
        const upcoming = await stripe.invoices.createPreview({ subscription: id })
        expect(upcoming).toMatchObject({ total: preview.total, amount_due: preview.amount_due })
        return
      }
      const invoice = await latestInvoice(harness, changed.id)
      expect(linesOf(invoice).map(({ period: _, ...line }) => line)).toEqual(
        linesOf(preview).map(({ period: _, ...line }) => line),
      )
      expect(invoice).toMatchObject({ total: preview.total, amount_due: preview.amount_due })
    })
    await fc.assert(property, { numRuns: 25 })
    expect(anna.customer).toMatch(/^cus_/)
  })
})
