import { expect, it } from 'vitest'
import { connect, disconnect } from '@/db/client'
import { findGate } from '@/db/queries/gates'
import { contextOf, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { amount, cardOnFile, giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
import { releaseReservation } from '@/lib/flows/gate/release-reservation'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { recordPaymentMethod } from './record-payment-method'
import { refreshGate } from './refresh-gate'
import { writeFundingSettings } from './save-funding'
import { switchBiller } from './switch-biller'
import { charge, hold, machineAt } from './testing/charging'
import { disagreements, wrongGates } from './testing/disagreements'

const { url, db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const desk = machineAt(db)
const now = today.toString()

it('a hold is settled from free credit although the cap was lowered below what is spent', async () => {
  await makeFunded(db, 'lower', 'free_credit')
  await recordPaymentMethod(ctx, 'lower', cardOnFile())
  await writeFundingSettings(ctx, 'lower', { spendCap: pico(amount('10')) })
  expect(await charge(desk, 'lower', { quantity: '80', at: now })).toBe('accepted')
  expect(await hold(desk, 'lower', 'r', '100')).toBe('reserved')
  await writeFundingSettings(ctx, 'lower', { spendCap: pico(amount('3')), freeCredit: true })
  await giveCredit(ctx, 'lower', '50', { origin: 'free' })
  expect(
    await codeOf(
      charge(desk, 'lower', { quantity: '100', at: now, reservation: 'r' }).then((a) => expect(a).toBe('accepted')),
    ),
  ).toBe('ok')
})

it('a gate that is projected again says the same as before: free credit is used up', async () => {
  await makeFunded(db, 'why', 'free_credit', '5')
  await charge(desk, 'why', { at: now })
  const one = await findGate(db, 'why', today)
  await refreshGate(ctx, 'why')
  const two = await findGate(db, 'why', today)
  expect([one?.state === 'current' && one.gate.reason, two?.state === 'current' && two.gate.reason]).toEqual([
    'free_credit_used_up',
    'free_credit_used_up',
  ])
})

it('what a refused event named stays held for the next one that names it, in the same batch too', async () => {
  await makeFunded(db, 'two', 'prepaid', '5')
  await hold(desk, 'two', 'r', '100')
  const { results } = await recordUsageBatch(desk, [
    { ...usageEvent('two', { key: 'a', quantity: '101', at: now }), reservation: 'r' },
    { ...usageEvent('two', { key: 'b', quantity: '50', at: now }), reservation: 'r' },
  ])
  expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'accepted'])
})

it('what another server drew meanwhile stops that organization alone, not those that are written with it', async () => {
  for (const org of ['poor', 'rich']) await makeFunded(db, org, 'prepaid', '5')
  const other = connect({ url, role: 'kontor_app', connections: 1, applicationName: 'other' })
  const both = async (key: string, quantity: string) => {
    const events = ['poor', 'rich'].map((org) => usageEvent(org, { key, quantity, at: now }))
    return (await recordUsageBatch(desk, events)).results.map(({ outcome }) => outcome)
  }
  expect(await both('first', '20')).toEqual(['accepted', 'accepted'])
  expect(await charge(machineAt(other), 'poor', { key: 'elsewhere', quantity: '60', at: now })).toBe('accepted')
  expect(await both('second', '40')).toEqual(['refused', 'accepted'])
  // What is newer waits behind what could not be paid.
  expect(await both('third', '20')).toEqual(['refused', 'accepted'])
  expect(await disagreements(ownerSql)).toEqual([])
  await disconnect(other)
})

it('usage that waits for funds is kept as it first came; the same key with another input is a mismatch', async () => {
  await makeFunded(db, 'unfunded', 'prepaid', '1')
  expect(await charge(desk, 'unfunded', { key: 'k', quantity: '100', at: now })).toBe('payment_required')
  expect(await charge(desk, 'unfunded', { key: 'k', quantity: '200', at: now })).toBe('idempotency_mismatch')
  expect(await charge(desk, 'unfunded', { key: 'k', quantity: '1', at: now })).toBe('idempotency_mismatch')
  const rows = await ownerSql`select event->>'quantity' as quantity from unfunded_usage where org_id = 'unfunded'`
  expect([...rows]).toEqual([{ quantity: '100' }])
})

it('late usage of a biller without a cap is charged beyond the cap, and capped usage is refused then', async () => {
  await makeFunded(db, 'late', 'invoice')
  await switchBiller(ctx, 'late', 'free_credit', today.subtract({ hours: 1 }))
  await recordPaymentMethod(ctx, 'late', cardOnFile())
  await writeFundingSettings(ctx, 'late', { spendCap: pico(amount('5')) })
  const old = today.subtract({ hours: 2 }).toString()
  for (const q of ['80', '80', '10']) expect(await charge(desk, 'late', { quantity: q, at: old })).toBe('accepted')
  expect(await charge(desk, 'late', { quantity: '10', at: now })).toBe('payment_required')
  expect(await disagreements(ownerSql)).toEqual([])
  expect(await wrongGates(db, ['late'], today)).toEqual([])
})

it('a batch of late uncapped and of capped usage is decided at once', async () => {
  await makeFunded(db, 'mixed', 'invoice')
  await switchBiller(ctx, 'mixed', 'free_credit', today.subtract({ hours: 1 }))
  await recordPaymentMethod(ctx, 'mixed', cardOnFile())
  await writeFundingSettings(ctx, 'mixed', { spendCap: pico(amount('5')) })
  const old = today.subtract({ hours: 2 }).toString()
  const answer = await recordUsageBatch(desk, [
    usageEvent('mixed', { key: 'a', quantity: '40', at: now }),
    usageEvent('mixed', { key: 'b', quantity: '400', at: old }),
    usageEvent('mixed', { key: 'c', quantity: '10', at: now }),
  ])
  expect(answer.results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'refused'])
})

it('what was held on the bill is given back', async () => {
  await makeFunded(db, 'bill', 'invoice')
  expect(await hold(desk, 'bill', 'r', '50')).toBe('reserved')
  expect(await releaseReservation(desk, 'bill', 'r')).toBe('released')
})

it('a hold on the bill is settled with less', async () => {
  await makeFunded(db, 'bill2', 'invoice')
  expect(await hold(desk, 'bill2', 'r', '50')).toBe('reserved')
  expect(await charge(desk, 'bill2', { quantity: '40', at: now, reservation: 'r' })).toBe('accepted')
})

const useAt = (org: string, now: typeof today, parts: { key: string; quantity: string; reservation?: string }) =>
  charge(machineAt(db, now), org, { ...parts, at: now.toString() })
const expectGate = async (org: string, now: typeof today, funds: object) => {
  const found = await findGate(db, org, now)
  expect(found?.state === 'current' && found.gate).toMatchObject(funds)
  expect(await wrongGates(db, [org], now)).toEqual([])
}
it('a hold settled in a new month has the whole cap of that month, and what is held for the old one is not its business', async () => {
  await makeFunded(db, 'monthly', 'free_credit')
  await recordPaymentMethod(ctx, 'monthly', cardOnFile())
  await writeFundingSettings(ctx, 'monthly', { spendCap: pico(amount('5')) })
  expect(await useAt('monthly', today, { key: 'a', quantity: '40' })).toBe('accepted')
  expect(await hold(machineAt(db), 'monthly', 'r', '50')).toBe('reserved')
  const december = today.add({ hours: 24 * 10 })
  expect(await useAt('monthly', december, { key: 'b', quantity: '60' })).toBe('accepted')
  await expectGate('monthly', december, { remaining: amount('2'), held: 0n })
  expect(await useAt('monthly', december, { key: 'c', quantity: '40', reservation: 'r' })).toBe('accepted')
  await expectGate('monthly', december, { remaining: 0n, held: 0n, halted: true })
  expect(await disagreements(ownerSql)).toEqual([])
})
