import { describe, expect, it } from 'vitest'
import { flip } from '@/packages/stripe-emulator/testing/ask'
import { at, inClockTime } from './testing/in-clock-time'
import { latestInvoice } from './testing/subscriber'

describe('an unpaid subscription', () => {
  it('is active again once its last issued invoice is paid, whatever drafts came after', async () => {
    const { stripe, harness, anna, id, advanceTo } = await inClockTime('pm_card_chargeCustomerFail')
    await flip(harness, 'billing', { 'retry_days[0]': '1' })
    await advanceTo(at('2027-03-02T13:00:00Z'))
    const owed = await latestInvoice(harness, id)
    await advanceTo(at('2027-04-01T13:00:00Z'))
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'unpaid' })
    expect(await latestInvoice(harness, id)).toMatchObject({ status: 'draft', auto_advance: false, attempted: false })
    await stripe.invoices.pay(String(owed.id), { payment_method: anna.card })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
  })

  it('stands where the invoice before leaves it once what it owed is void', async () => {
    const { stripe, harness, id, advanceTo } = await inClockTime('pm_card_chargeCustomerFail')
    await advanceTo(at('2027-02-28T13:00:00Z'))
    await stripe.invoices.voidInvoice(String((await latestInvoice(harness, id)).id))
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
    await advanceTo(at('2027-03-31T13:00:00Z'))
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' })
  })

  it('is active again once what it owed is written off', async () => {
    const { stripe, harness, id, advanceTo } = await inClockTime('pm_card_chargeCustomerFail')
    await advanceTo(at('2027-02-28T13:00:00Z'))
    const owed = await latestInvoice(harness, id)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' })
    await stripe.invoices.markUncollectible(String(owed.id))
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
  })
})
