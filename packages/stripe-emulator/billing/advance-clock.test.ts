import { describe, expect, it } from 'vitest'
import { errorOf } from '@/packages/stripe-emulator/testing/ask'
import { inClockTime, newYear } from './testing/in-clock-time'

const day = 86_400

describe('a test clock', () => {
  it('goes forward only, and by two periods at most', async () => {
    const { stripe, clock } = await inClockTime()
    const move = (frozen_time: number) => errorOf(stripe.testHelpers.testClocks.advance(clock.id, { frozen_time }))
    expect((await move(newYear)).param).toBe('frozen_time')
    expect((await move(newYear + 70 * day)).param).toBe('frozen_time')
    expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
      status: 'ready',
      frozen_time: newYear,
    })
  })

  it('holds what lives in its time while it moves', async () => {
    const { stripe, clock, id } = await inClockTime()
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: newYear + 40 * day })
    expect((await errorOf(stripe.subscriptions.update(id, { metadata: { a: 'b' } }))).statusCode).toBe(429)
    await stripe.testHelpers.testClocks.retrieve(clock.id)
    expect(await stripe.subscriptions.update(id, { metadata: { a: 'b' } })).toMatchObject({ metadata: { a: 'b' } })
  })

  it('takes its customers and their subscriptions along when it is deleted', async () => {
    const { stripe, clock, anna, id } = await inClockTime()
    expect(await stripe.testHelpers.testClocks.del(clock.id)).toMatchObject({ deleted: true })
    expect(await stripe.customers.retrieve(anna.customer)).toMatchObject({ deleted: true })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' })
    expect((await errorOf(stripe.testHelpers.testClocks.retrieve(clock.id))).statusCode).toBe(404)
  })
})
