import { describe, expect, it } from 'vitest'
import { findBooks } from '@/db/queries/books'
import { listPurchases } from '@/db/queries/packs'
import { findRecharge } from '@/db/queries/recharge'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, machine, makeOrg, payer, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { settleCards } from '@/lib/flows/payments/cards/settle-card-checkout'
import { startCardCheckout } from '@/lib/flows/payments/cards/start-card-checkout'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { keepRecharges } from './keep-recharges'
import { loadRecharge } from './recharge-state'
import { saveRecharge } from './save-recharge'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)

const terms = { threshold: minor(500n), amount: minor(2_000n), monthlyCap: null } as const
const on = { ...terms, enabled: true } as const
const unit = 10n ** 12n

/** A prepaid org with a card, a member who pays, and a Stripe of its own. */
const open = async (org: string, card: string = cards.good) => {
  await makeFunded(db, org, 'prepaid')
  const desk = openCardDesk()
  const ctx = contextOf(db, payer(org))
  const { clientSecret } = await startCardCheckout(ctx, desk.stripe, org)
  await desk.pay(clientSecret, card)
  await settleCards(ctx, desk.stripe, org)
  const charges = async () =>
    (await desk.harness.stripe.paymentIntents.list({ limit: 100 })).data.map(({ status }) => status)
  const credit = async () => {
    const { grants } = await findBooks(db, org)
    return grants.filter(({ origin }) => origin === 'recharge').map(({ granted }) => granted / unit)
  }
  const use = (amount: string) =>
    recordUsageBatch(contextOf(db, machine()), [
      usageEvent(org, { quantity: String(Number(amount) * 20), at: '2026-11-21T09:00:00Z' }),
    ])
  const keep = () => keepRecharges(contextOf(db), desk.stripe)
  return { org, desk, stripe: desk.stripe, ctx, charges, credit, use, keep }
}

describe('switching auto-recharge on', () => {
  it('charges the first recharge at once, and once for sixteen clicks', async () => {
    const { org, ctx, stripe, charges, credit, keep } = await open('armed')
    const saved = await Promise.all(Array.from({ length: 16 }, () => saveRecharge(ctx, stripe, org, on)))
    expect(saved.filter(({ charged }) => charged !== null)).toEqual([{ charged: { status: 'paid', failure: '' } }])
    await keep()
    expect(await charges()).toEqual(['succeeded'])
    expect(await credit()).toEqual([20n])
    expect(await saveRecharge(ctx, stripe, org, { ...on, threshold: minor(100n) })).toEqual({ charged: null })
    expect(await charges()).toHaveLength(1)
  })

  it('needs a card, an org whose usage credit pays, and amounts that make sense', async () => {
    await makeFunded(db, 'no-card', 'prepaid')
    await makeOrg(db, 'billed')
    const desk = openCardDesk()
    const save = (org: string, over = {}) =>
      codeOf(saveRecharge(contextOf(db, payer(org)), desk.stripe, org, { ...on, ...over }))
    expect(await save('no-card')).toBe('card_needed')
    expect(await save('billed')).toBe('not_for_sale')
    expect(await save('no-card', { amount: minor(499n) })).toBe('invalid_request')
    expect(await save('no-card', { threshold: minor(-1n) })).toBe('invalid_request')
    expect(await save('no-card', { monthlyCap: minor(1_999n) })).toBe('invalid_request')
    expect(await codeOf(saveRecharge(contextOf(db, payer('billed')), desk.stripe, 'no-card', on))).toBe('not_found')
  })

  it('with a card that is declined stays off, says why, and charges nothing more until it is switched on again', async () => {
    const { org, ctx, stripe, credit, keep } = await open('declined', cards.savedThenDeclined)
    const { charged } = await saveRecharge(ctx, stripe, org, on)
    expect(charged?.status).toBe('declined')
    expect(await findRecharge(db, org)).toMatchObject({ enabled: false, lastFailure: charged?.failure })
    for (let round = 0; round < 3; round += 1) await keep()
    expect(await listPurchases(db, org)).toHaveLength(1)
    expect((await loadRecharge(ctx, org))?.decision).toMatchObject({ withheld: 'declined' })
    expect(await credit()).toEqual([])
  })
})

describe('a balance at the threshold', () => {
  it('is recharged once, however many processes look, and again when it is used up again', async () => {
    const { org, ctx, stripe, charges, credit, use, keep } = await open('used')
    await saveRecharge(ctx, stripe, org, on)
    await use('14')
    await Promise.all([keep(), keep(), keep()])
    expect(await charges()).toHaveLength(1)
    await use('1')
    await Promise.all(Array.from({ length: 8 }, keep))
    expect(await credit()).toEqual([20n, 20n])
    await Promise.all(Array.from({ length: 8 }, keep))
    expect(await charges()).toEqual(['succeeded', 'succeeded'])
    expect((await loadRecharge(ctx, org))?.decision).toMatchObject({ withheld: 'above_threshold' })
  })

  it('is recharged until usage that waits and the threshold are covered, one at a time', async () => {
    const { org, ctx, stripe, charges, use, keep } = await open('waiting')
    await saveRecharge(ctx, stripe, org, on)
    await giveCredit(contextOf(db), org, '2')
    // Of 22.00 there, one use of 60.00 leaves 38.00 to be paid.
    await use('60')
    await Promise.all([keep(), keep()])
    await keep()
    expect(await charges()).toHaveLength(4)
    const [row] = await ownerSql`select halted, remaining::text from org_gates where org_id = ${org}`
    expect([row?.halted, Number(row?.remaining)]).toEqual([false, 22])
    const waiting = await ownerSql`select 1 from unfunded_usage where org_id = ${org} and charged_at is null`
    expect([...waiting]).toEqual([])
  })

  it('is recharged for usage that waits up to the cap of the month, and it is said that the cap withholds more', async () => {
    const { org, ctx, stripe, charges, use, keep } = await open('waiting-capped')
    await saveRecharge(ctx, stripe, org, { ...on, monthlyCap: minor(5_000n) })
    await use('100')
    await keep()
    expect(await charges()).toHaveLength(2)
    expect((await loadRecharge(ctx, org))?.decision).toMatchObject({ withheld: 'monthly_cap' })
    const [debt] = await ownerSql`select (amount - paid)::text as left from unfunded_usage where org_id = ${org}`
    expect(Number(debt?.left)).toBe(60)
    const [gate] = await ownerSql`select halted from org_gates where org_id = ${org}`
    expect(gate?.halted).toBe(true)
  })

  it('is recharged no further than the cap of the month', async () => {
    const { org, ctx, stripe, charges, use, keep } = await open('capped')
    await saveRecharge(ctx, stripe, org, { ...on, monthlyCap: minor(5_000n) })
    for (let round = 0; round < 4; round += 1) {
      await use('19')
      await keep()
    }
    expect(await charges()).toHaveLength(2)
    expect((await loadRecharge(ctx, org))?.decision).toMatchObject({ withheld: 'monthly_cap' })
    const december = { ...contextOf(db), now: today.add({ hours: 24 * 12 }) }
    // What was used beyond it waits, and takes two more.
    await keepRecharges(december, stripe)
    expect(await charges()).toHaveLength(4)
  })

  it('with a card that wants to be confirmed is told so, and is not tried again', async () => {
    const { org, ctx, stripe, desk, credit, keep } = await open('confirm')
    await saveRecharge(ctx, stripe, org, on)
    const customer = await desk.harness.stripe.customers.list({ limit: 1 })
    const method = await desk.harness.stripe.paymentMethods.attach('pm_card_authenticationRequired', {
      customer: customer.data[0]?.id ?? '',
    })
    await desk.harness.stripe.customers.update(customer.data[0]?.id ?? '', {
      invoice_settings: { default_payment_method: method.id },
    })
    for (const event of await desk.webhooks('customer.updated')) await deliver(ctx, stripe, event)
    await ownerSql`update recharge_settings set threshold = 100 where org_id = ${org}`
    await keep()
    await keep()
    expect(await findRecharge(db, org)).toMatchObject({ enabled: false, lastFailure: 'authentication_required' })
    expect(await credit()).toEqual([20n])
  })
})

describe('a recharge under way', () => {
  const away = (stripe: StripeGateway): StripeGateway => ({
    ...stripe,
    chargeOffSession: async (input) => {
      await stripe.chargeOffSession(input)
      throw new Error('the answer was lost')
    },
  })

  it('whose answer was lost is charged once, and its credit given by the next look', async () => {
    const { org, ctx, stripe, charges, credit, keep } = await open('lost')
    await expect(saveRecharge(ctx, away(stripe), org, on)).rejects.toThrow('lost')
    expect(await credit()).toEqual([])
    expect((await loadRecharge(ctx, org))?.decision).toMatchObject({ withheld: 'in_flight' })
    await Promise.all([keep(), keep()])
    expect(await charges()).toEqual(['succeeded'])
    expect(await credit()).toEqual([20n])
  })

  it('whose answer was lost is found again after Stripe forgot the key', async () => {
    const { org, ctx, stripe, charges, credit } = await open('forgotten')
    await expect(saveRecharge(ctx, away(stripe), org, on)).rejects.toThrow('lost')
    await ownerSql`update purchases set begun_at = begun_at - interval '30 hours' where org_id = ${org}`
    await keepRecharges(
      { ...contextOf(db), now: today.add({ hours: 30 }) },
      { ...stripe, chargeOffSession: () => Promise.reject(new Error('charged again')) },
    )
    expect(await charges()).toEqual(['succeeded'])
    expect(await credit()).toEqual([20n])
  })

  it('that was never made is given up after Stripe forgot the key, and charged no more', async () => {
    const { org, ctx, stripe, charges } = await open('never-made')
    const off = { ...stripe, chargeOffSession: () => Promise.reject(new Error('away')) }
    await expect(saveRecharge(ctx, off, org, on)).rejects.toThrow('away')
    await ownerSql`update purchases set begun_at = begun_at - interval '30 hours' where org_id = ${org}`
    await keepRecharges(contextOf(db), stripe)
    expect(await charges()).toEqual([])
    expect(await findRecharge(db, org)).toMatchObject({ enabled: false, lastFailure: 'not_charged' })
  })

  it('is told by webhooks too, in any order and more than once', async () => {
    const { org, ctx, stripe, desk, credit, keep } = await open('told')
    await giveCredit(contextOf(db), org, '1')
    await expect(saveRecharge(ctx, away(stripe), org, on)).rejects.toThrow('lost')
    const events = await desk.webhooks()
    await Promise.all([...events, ...events].reverse().map((event) => deliver(ctx, stripe, event)))
    expect(await credit()).toEqual([20n])
    await keep()
    expect(await credit()).toEqual([20n])
  })
})
