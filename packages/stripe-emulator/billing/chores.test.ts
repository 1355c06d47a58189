import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '@/packages/stripe-emulator/memory-store'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'
import { subscriber } from './testing/subscriber'

const day = 86_400

describe('two processes on one store', () => {
  it('renew, retry and end each subscription once', async () => {
    const store = createMemoryStore()
    const one = startHarness(store)
    const two = startHarness(store)
    const anna = await subscriber(one)
    const ids = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        const items = [{ price: index % 2 ? anna.pro : anna.max }]
        const made = await one.stripe.subscriptions.create({ customer: anna.customer, items })
        if (index === 4) await one.stripe.subscriptions.update(made.id, { cancel_at_period_end: true })
        return made.id
      }),
    )
    for (const harness of [one, two]) harness.advance(62 * day)
    await Promise.all([one, two, one, two].map(({ emulator }) => emulator.deliverDue()))
    const events = [...one.received, ...two.received]
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    const { data } = await two.stripe.invoices.list({ customer: anna.customer, limit: 100 })
    expect(new Set(data.map(({ number }) => number)).size).toBe(data.length)
    for (const [index, id] of ids.entries()) {
      const own = data.filter(({ parent }) => parent?.subscription_details?.subscription === id)
      expect(own).toHaveLength(index === 4 ? 1 : 3)
    }
    expect(events.filter(({ type }) => type === 'customer.subscription.deleted')).toHaveLength(1)
  })
})
