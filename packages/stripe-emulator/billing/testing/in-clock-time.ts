import { expect } from 'vitest'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'
import { subscriber, typesSince } from './subscriber'

/** Noon on the last day of a month that the next one does not have. */
export const newYear = Date.parse('2027-01-31T12:00:00Z') / 1000

export const at = (text: string): number => Date.parse(text) / 1000

/** A subscription in the time of a test clock. @param token of the card that pays from the second period on. */
export const inClockTime = async (token?: string) => {
  const harness = startHarness()
  const { stripe } = harness
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: newYear, name: 'renewals' })
  const anna = await subscriber(harness, 'pm_card_visa', clock.id)
  const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
  if (token !== undefined) {
    const other = await stripe.paymentMethods.attach(token, { customer: anna.customer })
    await stripe.subscriptions.update(made.id, { default_payment_method: other.id })
  }
  const advanceTo = async (frozen_time: number): Promise<string[]> => {
    await harness.emulator.deliverDue()
    const before = harness.received.length
    expect((await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time })).status).toBe('advancing')
    expect((await stripe.testHelpers.testClocks.retrieve(clock.id)).status).toBe('ready')
    return typesSince(harness, before)
  }
  return { ...harness, harness, anna, clock, id: made.id, advanceTo }
}
