import { describe, expect, it } from 'vitest'
import { findGate } from '@/db/queries/gates'
import { at, contextOf, machine, makeOrg, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { amount, booksOf, cardOnFile, giveCredit, longAgo, makeFunded, start } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { haltReasonOf } from '@/lib/core/gate/project'
import { checkStart } from '@/lib/flows/gate/check-start'
import { expireReservations, releaseReservation } from '@/lib/flows/gate/release-reservation'
import { reserve } from '@/lib/flows/gate/reserve'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { expireCredit } from './expire-credit'
import { recordPaymentMethod } from './record-payment-method'
import { writeFundingSettings } from './save-funding'
import { switchBiller } from './switch-biller'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const asMachine = contextOf(db, machine())

type Parts = Parameters<typeof usageEvent>[1]
/** Records one event of 5.00, unless told otherwise, and answers what became of it. */
const use = async (org: string, parts: Parts & { reservation?: string } = {}): Promise<string> => {
  const { reservation, ...rest } = parts
  const event = { ...usageEvent(org, rest), ...(reservation ? { reservation } : {}) }
  const [result] = (await recordUsageBatch(asMachine, [event])).results
  return result?.outcome === 'refused' ? result.refusal.code : (result?.outcome ?? '')
}
const gateOf = async (org: string) => {
  const found = await findGate(db, org, today)
  return found?.state === 'current' ? found.gate : found?.state
}
const reasonOf = async (org: string) => {
  const gate = await gateOf(org)
  return typeof gate === 'object' ? haltReasonOf(gate) : gate
}
const hold = (org: string, id: string, quantity: string, seconds = 600) =>
  reserve(asMachine, { ...start(org), use: { meter: 'doc.units', quantity: amount(quantity) }, id, seconds })

describe('a prepaid org', () => {
  it('pays from its credit to the last cent, is refused and halted then, and goes on when it is funded', async () => {
    await makeFunded(db, 'prepaid', 'prepaid', '12')
    expect(await use('prepaid')).toBe('accepted')
    expect(await use('prepaid', { key: 'again' })).toBe('accepted')
    expect(await use('prepaid', { key: 'again' })).toBe('repeated')
    expect(await gateOf('prepaid')).toMatchObject({ halted: false, remaining: amount('2') })
    expect(await use('prepaid', { key: 'too-much' })).toBe('payment_required')
    // What is left pays a part of it, and what is newer waits behind it.
    expect(await gateOf('prepaid')).toMatchObject({ halted: true, remaining: 0n })
    expect(await reasonOf('prepaid')).toBe('credits_used_up')
    expect(await codeOf(checkStart(asMachine, start('prepaid')))).toBe('payment_required')
    expect(await use('prepaid', { key: 'small', quantity: '20' })).toBe('payment_required')
    expect(await use('prepaid', { key: 'again' })).toBe('repeated')
    await giveCredit(ctx, 'prepaid', '3.5')
    expect(await gateOf('prepaid')).toMatchObject({ halted: true, remaining: 0n })
    expect(await use('prepaid', { key: 'too-much' })).toBe('repeated')
    expect(await use('prepaid', { key: 'small', quantity: '20' })).toBe('payment_required')
    await giveCredit(ctx, 'prepaid', '2.5')
    expect(await gateOf('prepaid')).toMatchObject({ halted: false, remaining: amount('2') })
    expect(await codeOf(checkStart(asMachine, start('prepaid')))).toBe('ok')
    expect(await use('prepaid', { key: 'small', quantity: '20' })).toBe('repeated')
    expect(await booksOf(db, 'prepaid')).toMatchObject({
      granted: amount('18'),
      remaining: amount('2'),
      used: amount('16'),
      ledger: amount('2'),
      charged: amount('16'),
      postpaid: 0n,
    })
  })

  it('is halted the moment nothing is left, and its cell is told of halt and end once each', async () => {
    await ownerSql`insert into cells (cell, url, secret, updated_at) values ('c1', 'http://127.0.0.1:1', 'whsec_x', now())`
    await makeFunded(db, 'exact', 'prepaid', '5')
    await writeFundingSettings(ctx, 'exact', { cell: 'c1' })
    expect(await use('exact')).toBe('accepted')
    expect(await gateOf('exact')).toMatchObject({ halted: true, remaining: 0n })
    expect(await reasonOf('exact')).toBe('credits_used_up')
    await giveCredit(ctx, 'exact', '1')
    const told = await ownerSql`
      select reference from outbox where org_id = 'exact' and kind = 'cell_command' order by outbox_id`
    expect(told.map(({ reference }) => String(reference).split(':')[0])).toEqual(['halt', 'unblock'])
  })
})

describe('credit', () => {
  it('is granted once per reference, and another amount under the same reference is refused', async () => {
    await makeFunded(db, 'once', 'prepaid')
    const give = (much: string) => giveCredit(ctx, 'once', much, { reference: 'cs_1', origin: 'pack' })
    const ids = await Promise.all(Array.from({ length: 8 }, () => give('10')))
    expect(new Set(ids).size).toBe(1)
    expect(await codeOf(give('11'))).toBe('idempotency_mismatch')
    expect(await codeOf(giveCredit(ctx, 'once', '1', { asset: 'USD' }))).toBe('currency_mixed')
    expect(await booksOf(db, 'once')).toMatchObject({ granted: amount('10'), ledger: amount('10') })
  })

  it('is drawn soonest expiry first, and what expires goes out of the books once', async () => {
    await makeFunded(db, 'burn', 'prepaid')
    const never = await giveCredit(ctx, 'burn', '10')
    const later = await giveCredit(ctx, 'burn', '4', { expiresAt: today.add({ hours: 240 }) })
    const sooner = await giveCredit(ctx, 'burn', '4', { expiresAt: today.add({ hours: 24 }), priority: 9 })
    expect(await use('burn')).toBe('accepted')
    const left = async () => {
      const rows =
        await ownerSql`select grant_id, remaining::text, expired::text from credit_grants where org_id = 'burn'`
      return Object.fromEntries(rows.map((row) => [row.grant_id, [amount(row.remaining), amount(row.expired)]]))
    }
    expect(await left()).toEqual({ [never]: [amount('10'), 0n], [later]: [amount('3'), 0n], [sooner]: [0n, 0n] })
    const after = contextOf(db, { kind: 'system', name: 'expiry' }, today.add({ hours: 240 }))
    expect((await findGate(db, 'burn', after.now))?.state).toBe('stale')
    await Promise.all([expireCredit(after), expireCredit(after), expireCredit(after)])
    expect(await left()).toMatchObject({ [later]: [0n, amount('3')] })
    expect(await booksOf(db, 'burn')).toMatchObject({ ledger: amount('10'), remaining: amount('10') })
  })
})

describe('a reservation', () => {
  it('keeps its amount from others, and is settled with the real quantity', async () => {
    await makeFunded(db, 'held', 'prepaid', '10')
    expect(await hold('held', 'r1', '160')).toMatchObject({ outcome: 'reserved', amount: '8.00' })
    expect(await hold('held', 'r1', '160')).toMatchObject({ outcome: 'repeated', state: 'open' })
    expect(await codeOf(hold('held', 'r1', '161'))).toBe('idempotency_mismatch')
    expect(await codeOf(hold('held', 'r2', '60'))).toBe('payment_required')
    expect(await codeOf(hold('held', 'r1', '160'))).toBe('ok')
    expect(await gateOf('held')).toMatchObject({ halted: false, remaining: amount('2'), held: amount('8') })
    expect(await use('held', { key: 'real', quantity: '100', reservation: 'r1' })).toBe('accepted')
    expect(await gateOf('held')).toMatchObject({ halted: false, remaining: amount('5'), held: 0n })
    expect(await booksOf(db, 'held')).toMatchObject({ remaining: amount('5'), held: 0n, used: amount('5') })
    expect(await releaseReservation(asMachine, 'held', 'r1')).toBe('settled')
  })

  it('that is released or expires gives everything back, once', async () => {
    await makeFunded(db, 'back', 'prepaid', '10')
    await hold('back', 'a', '100')
    await hold('back', 'b', '100', 60)
    const states = await Promise.all(Array.from({ length: 4 }, () => releaseReservation(asMachine, 'back', 'a')))
    expect(new Set(states)).toEqual(new Set(['released']))
    const later = contextOf(db, { kind: 'system', name: 'meter' }, today.add({ seconds: 60 }))
    await Promise.all([expireReservations(later), expireReservations(later)])
    expect(await booksOf(db, 'back')).toMatchObject({ remaining: amount('10'), held: 0n, ledger: amount('10') })
    expect(await gateOf('back')).toMatchObject({ remaining: amount('10'), held: 0n })
  })

  it('that is settled, released or past its time says nothing about a start any more, funded or halted', async () => {
    await makeFunded(db, 'closed', 'prepaid', '10')
    for (const id of ['settled', 'released', 'overdue']) await hold('closed', id, '20', 60)
    expect(await use('closed', { key: 'work', quantity: '20', reservation: 'settled' })).toBe('accepted')
    await releaseReservation(asMachine, 'closed', 'released')
    const later = contextOf(db, machine(), today.add({ seconds: 60 }))
    const again = async (id: string) => {
      const request = { ...start('closed'), use: { meter: 'doc.units', quantity: amount('20') }, id, seconds: 60 }
      return reserve(later, request).then(
        ({ outcome }) => outcome,
        ({ code, facts }) => [code, facts.state],
      )
    }
    const all = async () => [await again('settled'), await again('released'), await again('overdue')]
    const closed = [
      ['reservation_closed', 'settled'],
      ['reservation_closed', 'released'],
      ['reservation_closed', 'expired'],
    ]
    expect(await all()).toEqual(closed)
    await expireReservations(later)
    expect(await all()).toEqual(closed)
    expect(await use('closed', { key: 'rest', quantity: '180' })).toBe('accepted')
    expect(await use('closed', { key: 'beyond', quantity: '1' })).toBe('payment_required')
    expect(await gateOf('closed')).toMatchObject({ halted: true })
    expect(await all()).toEqual(closed)
    expect(await codeOf(hold('closed', 'settled', '21', 60))).toBe('idempotency_mismatch')
  })

  it('whose work took more than was held draws the rest, and the last hold does not halt running work', async () => {
    await makeFunded(db, 'more', 'prepaid', '10')
    await hold('more', 'all', '200')
    expect(await gateOf('more')).toMatchObject({ halted: false, remaining: 0n, held: amount('10') })
    expect(await codeOf(checkStart(asMachine, start('more')))).toBe('payment_required')
    expect(await use('more', { quantity: '201', reservation: 'all' })).toBe('payment_required')
    expect(await use('more', { quantity: '200', reservation: 'all' })).toBe('accepted')
    expect(await booksOf(db, 'more')).toMatchObject({ remaining: 0n, held: 0n, used: amount('10') })
  })
})

describe('free credit', () => {
  it('is followed by the bill where a card is on file, up to the cap and not a rappen more', async () => {
    await makeFunded(db, 'free', 'free_credit', '3')
    const now = '2026-11-20T10:00:00Z'
    expect(await use('free', { key: 'split', at: now })).toBe('payment_required')
    await recordPaymentMethod(ctx, 'free', cardOnFile())
    await writeFundingSettings(ctx, 'free', { spendCap: amount('4') as never })
    expect(await use('free', { key: 'split', at: now })).toBe('repeated')
    expect(await booksOf(db, 'free')).toMatchObject({ charged: amount('3'), postpaid: amount('2'), spent: amount('2') })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => use('free', { key: `cap-${index}`, quantity: '10', at: now })),
    )
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(4)
    expect(await booksOf(db, 'free')).toMatchObject({ spent: amount('4') })
    expect(await gateOf('free')).toMatchObject({ halted: true, reason: 'cap_reached' })
    await writeFundingSettings(ctx, 'free', { spendCap: null })
    expect(await gateOf('free')).toMatchObject({ halted: false, remaining: null })
  })

  it('that is used up ends with the card that comes', async () => {
    await makeFunded(db, 'ends', 'free_credit', '5')
    expect(await use('ends')).toBe('accepted')
    expect(await gateOf('ends')).toMatchObject({ halted: true, reason: 'free_credit_used_up' })
    await recordPaymentMethod(ctx, 'ends', cardOnFile('cus_2'))
    const [row] = await ownerSql`select free_credit from org_funding where org_id = 'ends'`
    expect(row).toEqual({ free_credit: false })
    expect(await gateOf('ends')).toMatchObject({ halted: false, remaining: null })
  })
})

describe('a switch of biller', () => {
  it('charges each event by the biller of its own time, and is refused over usage that is charged', async () => {
    await makeOrg(db, 'switch')
    await giveCredit(ctx, 'switch', '20')
    await switchBiller(ctx, 'switch', 'prepaid', at('2026-10-10T00:00:00Z'))
    expect(await use('switch', { key: 'before', at: '2026-10-09T23:59:59.999999Z' })).toBe('accepted')
    expect(await use('switch', { key: 'after', at: '2026-10-10T00:00:00Z' })).toBe('accepted')
    expect(await codeOf(switchBiller(ctx, 'switch', 'invoice', at('2026-10-10T00:00:00Z')))).toBe('biller_fixed')
    await switchBiller(ctx, 'switch', 'invoice', at('2026-10-10T00:00:01Z'))
    const rows = await ownerSql`
      select idempotency_key as key, biller, postpaid::text from usage_events where org_id = 'switch' order by 1`
    expect(rows.map(({ key, biller, postpaid }) => [key, biller, amount(postpaid)])).toEqual([
      ['after', 'prepaid', 0n],
      ['before', 'invoice', amount('5')],
    ])
  })

  it('to a weekly quota is refused while the platform has none', async () => {
    await makeOrg(db, 'dormant')
    expect(await codeOf(switchBiller(ctx, 'dormant', 'plan_quota', longAgo))).toBe('mode_off')
  })
})

describe('the gate', () => {
  it('is rebuilt where its row is missing, and agrees with the one that usage moved along', async () => {
    await makeFunded(db, 'heal', 'prepaid', '100')
    await hold('heal', 'h', '100')
    for (let index = 0; index < 5; index += 1) await use('heal', { key: `k${index}`, quantity: `${index + 1}.5` })
    const moved = await gateOf('heal')
    await ownerSql`delete from org_gates where org_id = 'heal'`
    await checkStart(asMachine, start('heal'))
    const { generation: _, ...rebuilt } = (await gateOf('heal')) as Record<string, unknown>
    expect(moved).toMatchObject(rebuilt)
  })
})
