import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '@/packages/stripe-emulator/memory-store'
import type { EmulatorStore } from '@/packages/stripe-emulator/store'
import { chargeAway, customerWith, errorOf, typesOf } from '@/packages/stripe-emulator/testing/ask'
import { type Harness, startHarness } from '@/packages/stripe-emulator/testing/harness'

const paid = async (harness: Harness, token = 'pm_card_visa') => {
  const intent = await chargeAway(harness, await customerWith(harness, token))
  return { intent: intent.id, charge: String(intent.latest_charge) }
}

/** A store whose answers take their time, as those of a database do. */
const unhurried = (store: EmulatorStore): EmulatorStore => {
  const slow = <Input extends readonly unknown[], T>(ask: (...input: Input) => Promise<T>) => {
    return async (...input: Input): Promise<T> => {
      const found = await ask(...input)
      await new Promise((done) => setTimeout(done, Math.random() * 4))
      return found
    }
  }
  return { ...store, get: slow(store.get), list: slow(store.list), answerTo: slow(store.answerTo) }
}

describe('a refund', () => {
  it('gives all back that is left, and says so', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { intent, charge } = await paid(harness)
    const refund = await stripe.refunds.create({
      payment_intent: intent,
      reason: 'requested_by_customer',
      metadata: { request: 'rfr_1' },
    })
    expect(refund).toMatchObject({
      status: 'succeeded',
      amount: 5_000,
      charge,
      payment_intent: intent,
      reason: 'requested_by_customer',
      metadata: { request: 'rfr_1' },
    })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 5_000, refunded: true })
    expect((await typesOf(harness)).slice(-2)).toEqual(['refund.created', 'charge.refunded'])
  })

  it('asked for at the same moment under one key is one, also where no second one would fit', async () => {
    for (let round = 0; round < 20; round += 1) {
      const harness = startHarness(unhurried(createMemoryStore()))
      const { stripe } = harness
      const { intent } = await paid(harness)
      const give = (idempotencyKey: string) =>
        stripe.refunds.create({ payment_intent: intent, amount: 2_400 }, { idempotencyKey })
      const made = await Promise.all(['one', 'one', 'two', 'one', 'two'].map(give))
      expect(new Set(made.map(({ id }) => id)).size).toBe(2)
    }
  })

  it('in parts adds up, and is refused beyond the rest', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { intent, charge } = await paid(harness)
    const more = await errorOf(stripe.refunds.create({ charge, amount: 5_001 }))
    expect(more).toMatchObject({ statusCode: 400, param: 'amount' })
    expect(more.message).toBe('Refund amount (50.01 chf) is greater than charge amount (50.00 chf)')
    await stripe.refunds.create({ charge, amount: 2_000 })
    await stripe.refunds.create({ charge, amount: 2_000 })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 4_000, refunded: false })
    const rest = await errorOf(stripe.refunds.create({ payment_intent: intent, amount: 1_001 }))
    expect(rest.message).toBe('Refund amount (10.01 chf) is greater than unrefunded amount on charge (10.00 chf)')
    await stripe.refunds.create({ payment_intent: intent })
    const again = await errorOf(stripe.refunds.create({ payment_intent: intent }))
    expect(again).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' })
    expect((await stripe.refunds.list({ payment_intent: intent })).data.map(({ amount }) => amount)).toEqual([
      1_000, 2_000, 2_000,
    ])
  })

  it('under one key happens once, and two equal ones under two keys are two', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { intent, charge } = await paid(harness)
    const give = (idempotencyKey: string) =>
      stripe.refunds.create({ payment_intent: intent, amount: 500 }, { idempotencyKey })
    const same = await Promise.all(Array.from({ length: 10 }, () => give('refund_1')))
    expect(new Set(same.map(({ id }) => id)).size).toBe(1)
    await give('refund_2')
    expect((await stripe.charges.retrieve(charge)).amount_refunded).toBe(1_000)
  })

  it('never gives back more than was paid, however many are asked for at once', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { intent, charge } = await paid(harness)
    const asked = Array.from({ length: 12 }, () => stripe.refunds.create({ payment_intent: intent, amount: 1_000 }))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect((await stripe.charges.retrieve(charge)).amount_refunded).toBe(5_000)
  })

  it('is changed in its metadata alone', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { id } = await stripe.refunds.create({ payment_intent: (await paid(harness)).intent })
    expect((await stripe.refunds.update(id, { metadata: { note: 'x' } })).metadata).toEqual({ note: 'x' })
    expect((await typesOf(harness)).slice(-2)).toEqual(['charge.refund.updated', 'refund.updated'])
  })

  it('to some cards arrives later', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { intent } = await paid(harness, 'pm_card_pendingRefund')
    const { id, status } = await stripe.refunds.create({ payment_intent: intent })
    expect(status).toBe('pending')
    await harness.emulator.deliverDue()
    expect((await stripe.refunds.retrieve(id)).status).toBe('succeeded')
    expect(await typesOf(harness)).toContain('refund.updated')
  })

  it('to some cards comes back, and the amount is the payment’s again', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { intent, charge } = await paid(harness, 'pm_card_refundFail')
    const { id, status } = await stripe.refunds.create({ payment_intent: intent })
    expect(status).toBe('succeeded')
    await harness.emulator.deliverDue()
    expect(await stripe.refunds.retrieve(id)).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false })
    expect((await typesOf(harness)).at(-1)).toBe('refund.failed')
  })

  it('needs a payment that was made', async () => {
    const harness = startHarness()
    const { stripe } = harness
    expect((await errorOf(stripe.refunds.create({}))).statusCode).toBe(400)
    for (const wrong of [{ payment_intent: 'pi_absent' }, { charge: 'ch_absent' }]) {
      expect(await errorOf(stripe.refunds.create(wrong))).toMatchObject({ statusCode: 400, code: 'resource_missing' })
    }
    const open = await stripe.paymentIntents.create({ amount: 900, currency: 'chf' })
    const error = await errorOf(stripe.refunds.create({ payment_intent: open.id }))
    expect(error.message).toContain('does not have a successful charge to refund')
  })
})

describe('a dispute', () => {
  const disputed = async (harness: Harness) => {
    const { intent, charge } = await paid(harness, 'pm_card_createDispute')
    const [dispute] = (await harness.stripe.disputes.list({ payment_intent: intent })).data
    return { intent, charge, dispute: dispute?.id ?? '' }
  }

  it('follows the payment, takes the money, and forbids refunds', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { intent, charge, dispute } = await disputed(harness)
    expect(await stripe.disputes.retrieve(dispute)).toMatchObject({
      status: 'needs_response',
      reason: 'fraudulent',
      amount: 5_000,
      charge,
      payment_intent: intent,
    })
    expect((await stripe.charges.retrieve(charge)).disputed).toBe(true)
    const error = await errorOf(stripe.refunds.create({ payment_intent: intent }))
    expect(error).toMatchObject({ statusCode: 400, code: 'charge_disputed' })
    expect((await typesOf(harness)).slice(-5)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
    ])
  })

  it.each([
    ['winning_evidence', 'won', 'charge.dispute.funds_reinstated'],
    ['losing_evidence', 'lost', 'charge.dispute.closed'],
  ])('is decided by %s', async (evidence, status, last) => {
    const harness = startHarness()
    const { stripe } = harness
    const { dispute } = await disputed(harness)
    const closed = await stripe.disputes.update(dispute, { evidence: { uncategorized_text: evidence } })
    const moved = closed.balance_transactions.map(({ amount, fee, source }) => [amount, fee, source])
    const withdrawn = [-5_000, 2_000, dispute]
    expect(moved).toEqual(status === 'won' ? [withdrawn, [5_000, 0, dispute]] : [withdrawn])
    expect(closed).toMatchObject({ status, evidence_details: { has_evidence: true, submission_count: 1 } })
    const types = await typesOf(harness)
    expect(types).toContain('charge.dispute.closed')
    expect(types.at(-1)).toBe(last)
  })

  it('waits for the bank with other evidence, and for us while nothing is handed in', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { dispute } = await disputed(harness)
    const evidence = { product_description: 'Sandboxes by the second' }
    expect((await stripe.disputes.update(dispute, { evidence, submit: false })).status).toBe('needs_response')
    expect((await stripe.disputes.update(dispute, { evidence, submit: true })).status).toBe('under_review')
  })

  it('that is given up is lost, once', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { dispute } = await disputed(harness)
    expect((await stripe.disputes.close(dispute)).status).toBe('lost')
    expect((await errorOf(stripe.disputes.close(dispute))).statusCode).toBe(400)
    expect((await typesOf(harness)).filter((type) => type === 'charge.dispute.closed')).toHaveLength(1)
  })
})
