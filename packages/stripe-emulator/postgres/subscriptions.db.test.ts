import { describe, expect, it } from 'vitest'
import { subscriber } from '@/packages/stripe-emulator/billing/testing/subscriber'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'
import { scratchDatabase } from '@/packages/stripe-emulator/testing/scratch-database'
import { ensureEmulatorSchema } from './schema'
import { createEmulatorStore } from './store'

const { sql, ownerSql, role } = await scratchDatabase()
await ensureEmulatorSchema(ownerSql, role)

const day = 86_400

describe('subscriptions of the emulator on Postgres', () => {
  it('renew once each when two processes poll at once', async () => {
    const [one, two] = [startHarness(createEmulatorStore(sql)), startHarness(createEmulatorStore(sql))]
    const anna = await subscriber(one)
    const items = [{ price: anna.pro }]
    for (let count = 0; count < 3; count += 1) await one.stripe.subscriptions.create({ customer: anna.customer, items })
    for (const harness of [one, two]) harness.advance(62 * day)
    await Promise.all([one, two, one, two].map(({ emulator }) => emulator.deliverDue()))
    const { data } = await two.stripe.invoices.list({ customer: anna.customer, limit: 100 })
    expect(data).toHaveLength(9)
    expect(new Set(data.map(({ number }) => number)).size).toBe(9)
    expect(data.every(({ status, amount_paid }) => status === 'paid' && amount_paid === 1_000)).toBe(true)
    expect((await one.stripe.charges.list({ customer: anna.customer, limit: 100 })).data).toHaveLength(9)
    await Promise.all([one, two].map(({ emulator }) => emulator.idle()))
  })

  it('change once when the same change is asked for in two processes under one key', async () => {
    const [one, two] = [startHarness(createEmulatorStore(sql)), startHarness(createEmulatorStore(sql))]
    const anna = await subscriber(one)
    const made = await one.stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
    const item = made.items.data[0]?.id ?? ''
    const change = { items: [{ id: item, price: anna.max }], proration_behavior: 'always_invoice' as const }
    await Promise.all(
      [one, two, one, two].map(({ stripe }) =>
        stripe.subscriptions.update(made.id, change, { idempotencyKey: `change_${made.id}` }),
      ),
    )
    expect((await one.stripe.invoices.list({ subscription: made.id })).data).toHaveLength(2)
    await Promise.all([one, two].map(({ emulator }) => emulator.idle()))
  })
})
