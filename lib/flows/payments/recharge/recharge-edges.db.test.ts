import { describe, expect, it } from 'vitest'
import { beginRecharge } from '@/db/commands/recharge'
import { findCardFile } from '@/db/queries/cards'
import { findRecharge } from '@/db/queries/recharge'
import { at, contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { minor, pico } from '@/lib/core/money/amount'
import { saveFunding } from '@/lib/flows/funding/save-funding'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { losingCharges, openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { keepRecharges } from './keep-recharges'
import { loadRecharge } from './recharge-state'
import { saveRecharge } from './save-recharge'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)

const on = { enabled: true, threshold: minor(500n), amount: minor(2_000n), monthlyCap: null } as const
const unit = 10n ** 12n

/** An org with a card whose recharges are on: 20 of credit were bought with the first. */
const recharging = async (name: string) => {
  const org = await openPayingOrg(db, name)
  await org.saveCard()
  await saveRecharge(org.ctx, org.stripe, name, on)
  return org
}

/** The same, but the answer to the first charge was lost, and no webhook ever came. */
const losing = async (name: string) => {
  const org = await openPayingOrg(db, name)
  await org.saveCard()
  await expect(saveRecharge(org.ctx, losingCharges(org.stripe), name, on)).rejects.toThrow('lost')
  return org
}

describe('the monthly cap', () => {
  it('holds also where recharges are switched off and on again', async () => {
    const { org, ctx, stripe, saveCard, charges } = await openPayingOrg(db, 'toggled')
    await saveCard()
    const capped = { ...on, monthlyCap: minor(4_000n) }
    const outcomes: unknown[] = []
    for (let time = 0; time < 4; time += 1) {
      outcomes.push((await saveRecharge(ctx, stripe, org, capped)).charged?.status ?? null)
      await saveRecharge(ctx, stripe, org, { enabled: false })
    }
    expect(outcomes).toEqual(['paid', 'paid', null, null])
    expect(await charges()).toHaveLength(2)
    const december = { ...ctx, now: today.add({ hours: 24 * 12 }) }
    expect((await saveRecharge(december, stripe, org, capped)).charged?.status).toBe('paid')
  })

  it('counts in the month of the org’s zone, to the second', async () => {
    const { org, ctx, stripe, charges, use } = await recharging('zoned')
    await saveRecharge(ctx, stripe, org, { ...on, monthlyCap: minor(2_000n) })
    await use(19)
    await keepRecharges({ ...contextOf(db), now: at('2026-11-30T22:59:59Z') }, stripe)
    expect(await charges()).toHaveLength(1)
    await keepRecharges({ ...contextOf(db), now: at('2026-11-30T23:00:00Z') }, stripe)
    expect(await charges()).toHaveLength(2)
  })
})

it('what kept an org from being recharged holds it up no longer once that is over', async () => {
  const { org, ctx, stripe, charges, use } = await recharging('lifted')
  await saveRecharge(ctx, stripe, org, { ...on, monthlyCap: minor(2_000n) })
  await use(19)
  const later = { ...contextOf(db), now: today.add({ seconds: 5 }) }
  for (let look = 0; look < 2; look += 1) await keepRecharges(later, stripe)
  expect(await charges()).toHaveLength(1)
  await saveRecharge(later, stripe, org, on)
  await keepRecharges(later, stripe)
  expect(await charges()).toHaveLength(2)
})

it('a recharge that was decided before another one was paid is not begun', async () => {
  const { org, keep, use } = await recharging('slow')
  await use(16)
  const slow = await loadRecharge(contextOf(db), org)
  if (!slow || !('recharge' in slow.decision)) throw new Error('nothing is due')
  await keep()
  const { version, amount, currency } = slow.settings
  const begun = { purchaseId: 'pur_slow', by: 'system:test', at: today }
  expect(await beginRecharge(db, org, { version, amount, currency, since: slow.since }, begun)).toBeNull()
})

it('an org that credit does not pay for any more is charged nothing, however little is left under its cap', async () => {
  const { org, stripe, charges } = await recharging('elsewhere')
  await switchBiller(contextOf(db), org, 'free_credit', today.add({ seconds: 1 }))
  const later = { ...contextOf(db), now: today.add({ seconds: 5 }) }
  await saveFunding(later, org, { spendCap: pico(unit) })
  expect((await loadRecharge(later, org))?.decision).toMatchObject({ withheld: 'off' })
  await keepRecharges(later, stripe)
  expect(await charges()).toHaveLength(1)
})

it('orgs that stay at their threshold, or fail, keep no other from being recharged', async () => {
  const { org, keep, charges, use } = await recharging('zuletzt')
  await use(16)
  // The first of them has a gate and no account; the others are at their cap.
  for (const [table, over, first] of [
    ['org_gates', { remaining: 0 }, 1],
    ['recharge_settings', { monthly_cap: 0 }, 1],
    ['orgs', {}, 2],
    ['org_accounts', {}, 2],
  ] as const) {
    await ownerSql`
      insert into ${ownerSql(table)}
      select (jsonb_populate_record(t, ${JSON.stringify(over)}::text::jsonb || jsonb_build_object('org_id', 'amongst-' || i))).*
        from ${ownerSql(table)} t, generate_series(${first}::integer, 150) i where t.org_id = ${org}`
  }
  await keep()
  expect(await charges()).toHaveLength(2)
  await ownerSql`delete from recharge_settings where org_id like 'amongst-%'`
})

describe('a recharge that is switched off before Stripe was reached', () => {
  const away = (stripe: StripeGateway): StripeGateway => ({
    ...stripe,
    chargeOffSession: () => Promise.reject(new Error('Stripe is away')),
  })

  it('is not charged any more, and says nothing of a decline', async () => {
    const { org, ctx, stripe, saveCard, keep, charges } = await openPayingOrg(db, 'withdrawn')
    await saveCard()
    await expect(saveRecharge(ctx, away(stripe), org, on)).rejects.toThrow('away')
    await saveRecharge(ctx, stripe, org, { enabled: false })
    await keep()
    await keep()
    expect(await charges()).toEqual([])
    expect(await findRecharge(db, org)).toMatchObject({ enabled: false, lastFailure: '' })
    expect(await saveRecharge(ctx, stripe, org, on)).toMatchObject({ charged: { status: 'paid' } })
  })

  it('gives its credit where it was charged all the same', async () => {
    const { org, ctx, stripe, keep, left, charges } = await losing('too-late')
    await saveRecharge(ctx, stripe, org, { enabled: false })
    await keep()
    expect(await charges()).toEqual(['succeeded'])
    expect(await left()).toBe(20n)
    expect(await findRecharge(db, org)).toMatchObject({ enabled: false })
  })
})

describe('switching recharges off', () => {
  it('asks for nothing, and keeps the terms also where they would not be taken any more', async () => {
    const { org, ctx, stripe } = await recharging('outgrown')
    await ownerSql`update recharge_settings set amount = 1 where org_id = 'outgrown'`
    const before = await findRecharge(db, org)
    await saveRecharge(ctx, stripe, org, { enabled: false })
    expect(await findRecharge(db, org)).toEqual({ ...before, enabled: false, version: (before?.version ?? 0) + 1 })
    await expect(saveRecharge(ctx, stripe, org, { ...on, amount: minor(1n) })).rejects.toThrow('A recharge is of')
  })

  it('leaves nothing behind where they were never on', async () => {
    const { org, ctx, stripe } = await openPayingOrg(db, 'never-on')
    expect(await saveRecharge(ctx, stripe, org, { enabled: false })).toEqual({ charged: null })
    expect(await findRecharge(db, org)).toBeNull()
  })
})

describe('a charge whose answer and webhook were lost', () => {
  it('is found where its card was removed since', async () => {
    const { org, desk, told, keep, left } = await losing('removed')
    await desk.harness.stripe.paymentMethods.detach((await findCardFile(db, org))?.defaultMethod ?? '')
    await told('payment_method.')
    await keep()
    expect(await left()).toBe(20n)
    expect(await findRecharge(db, org)).toMatchObject({ enabled: true, lastFailure: '' })
  })

  it('is found where another card was chosen since, and is not made again', async () => {
    const { org, desk, customer, told, keep, left, charges } = await losing('chosen')
    const other = await desk.harness.stripe.paymentMethods.attach('pm_card_mastercard', { customer: await customer() })
    await desk.harness.stripe.customers.update(await customer(), {
      invoice_settings: { default_payment_method: other.id },
    })
    await told('customer.')
    expect((await findCardFile(db, org))?.defaultMethod).toBe(other.id)
    await keep()
    expect(await charges()).toEqual(['succeeded'])
    expect(await left()).toBe(20n)
  })

  it('is found where our clock is ahead of Stripe’s', async () => {
    const { org, desk, stripe, left } = await losing('ahead')
    const [payment] = (await desk.harness.stripe.paymentIntents.list({ limit: 1 })).data
    const ahead = new Date(((payment?.created ?? 0) + 90) * 1000).toISOString()
    await ownerSql`update purchases set begun_at = ${ahead} where org_id = ${org}`
    await keepRecharges({ ...contextOf(db), now: today.add({ hours: 60 }) }, stripe)
    expect(await left()).toBe(20n)
  })
})
