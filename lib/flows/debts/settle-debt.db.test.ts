import { beforeAll, describe, expect, it } from 'vitest'
import { listDebts, sumDebts } from '@/db/queries/debts'
import { findGate } from '@/db/queries/gates'
import { sandboxWords } from '@/db/testing/declared-words'
import { admin, at, contextOf, machine, payer, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { amount, giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { type Biller, type BillerSwitch, billers } from '@/lib/core/funding/biller'
import { hasLeft } from '@/lib/core/funding/former'
import { lookForAlerts } from '@/lib/flows/alerts/look-for-alerts'
import { liftHalts } from '@/lib/flows/funding/lift-halts'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { disagreements, wrongGates } from '@/lib/flows/funding/testing/disagreements'
import { makeSubscribed, preparePlans } from '@/lib/flows/funding/testing/plans'
import { readGate } from '@/lib/flows/gate/read-gate'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { declareMeter } from '@/lib/flows/settings/declare-words'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { adminDebts, orgDebts } from '@/lib/reads/admin-debts'
import { settleDebt } from './settle-debt'

const { db, ownerSql } = await testDatabase()
const switched = at('2026-11-10T00:00:00Z')
const before = '2026-11-09T12:00:00Z'
const ctx = contextOf(db)

beforeAll(async () => {
  await preparePlatform(db)
  await preparePlans(db, ownerSql, [100])
})

/** Usage of so many francs, reported now. */
const use = async (org: string, francs: number, usedAt: string, key?: string, now = today) => {
  const event = usageEvent(org, { quantity: String(francs * 20), at: usedAt, ...(key ? { key } : {}) })
  const [result] = (await recordUsageBatch(contextOf(db, machine(), now), [event])).results
  return result?.outcome === 'refused' ? result.refusal.facts.reason : result?.outcome
}
const debtsOf = async (org: string) =>
  (await listDebts(db, today, { org, most: 100 }))
    .filter(({ former }) => former)
    .map(({ key, amount, biller }) => [key, amount / 10n ** 12n, biller])

/** An org that was on prepaid with 5.00 and has been on another biller since. */
const open = async (org: string, to: Biller) => {
  if (to === 'plan_quota') await makeSubscribed(db, org, 100, null)
  else await makeFunded(db, org, to)
  await ownerSql`delete from org_billers where org_id = ${org}`
  const added = async (biller: Biller, from: string, sequence: number) => ownerSql`
    insert into org_billers (org_id, sequence, biller, effective_at, recorded_at, recorded_by)
    values (${org}, ${-sequence}, ${biller}, ${from}, ${from}, 'test')`
  await added('prepaid', '2026-01-01T00:00:00Z', 2)
  await added(to, switched.toString(), 1)
  await ownerSql`update org_gates set valid_until = '2025-11-21T10:00:00Z' where org_id = ${org}`
  await readGate(ctx, org)
}

const expectOrder = async (...orgs: string[]) => {
  expect(await disagreements(ownerSql)).toEqual([])
  expect(await wrongGates(db, orgs, today)).toEqual([])
}

describe('usage of a biller that the organization has left', () => {
  it('is paid by that biller as far as it can, and else kept: it halts nobody, and nobody is told of a halt', async () => {
    await open('quota', 'plan_quota')
    await giveCredit(ctx, 'quota', '5.00')
    expect(await use('quota', 4, before)).toBe('accepted')
    expect(await use('quota', 4, before, 'debt')).toBe('former_biller')
    const gate = await findGate(db, 'quota', today)
    expect(gate).toMatchObject({ gate: { biller: 'plan_quota', halted: false } })
    expect(await debtsOf('quota')).toEqual([['debt', 4n, 'prepaid']])
    await lookForAlerts(contextOf(db, admin, today.add({ minutes: 1 })), () => expect.unreachable())
    expect([...(await ownerSql`select 1 from alerts where org_id = 'quota' and kind = 'stopped'`)]).toEqual([])
    expect([...(await ownerSql`select 1 from outbox where org_id = 'quota' and kind = 'cell_command'`)]).toEqual([])
    // Under the biller in force the same stops work.
    expect(await use('quota', 9, today.toString())).toBe('charge_refused')
    expect(await findGate(db, 'quota', today)).toMatchObject({ gate: { halted: true } })
    await expectOrder('quota')
  })

  it('is charged by nothing but an administrator, also if there are funds again', async () => {
    await open('waits', 'invoice')
    expect(await use('waits', 4, before, 'waits')).toBe('former_biller')
    await giveCredit(ctx, 'waits', '50.00')
    await liftHalts(contextOf(db, admin, today.add({ hours: 1 })))
    expect(await debtsOf('waits')).toEqual([['waits', 4n, 'prepaid']])
    await expectOrder('waits')
  })

  it('that waited when the organization left is a debt from then on', async () => {
    await makeFunded(db, 'left', 'prepaid')
    expect(await use('left', 40, '2026-11-20T12:00:00Z', 'left')).toBe('charge_refused')
    expect(await findGate(db, 'left', today)).toMatchObject({ gate: { halted: true } })
    expect(await debtsOf('left')).toEqual([])
    await switchBiller(ctx, 'left', 'invoice', today)
    expect(await debtsOf('left')).toEqual([['left', 40n, 'prepaid']])
    expect(await findGate(db, 'left', today)).toMatchObject({ gate: { biller: 'invoice', halted: false } })
    await expectOrder('left')
  })
})

describe('a switch that is still to come', () => {
  it('lifts a halt when it comes into force, and not before', async () => {
    await makeFunded(db, 'planned', 'prepaid', '5.00')
    expect(await use('planned', 40, today.toString())).toBe('charge_refused')
    const then = today.add({ hours: 5 })
    await switchBiller(ctx, 'planned', 'invoice', then)
    expect((await readGate(contextOf(db, admin, then.subtract({ seconds: 1 })), 'planned')).halted).toBe(true)
    const gate = await readGate(contextOf(db, admin, then), 'planned')
    expect([gate.biller, gate.halted, gate.remaining]).toEqual(['invoice', false, null])
  })
})

describe('a debt', () => {
  it('is billed on the next invoice, beside every cap and gate', async () => {
    await open('billed', 'invoice')
    await use('billed', 6, before, 'billed')
    const order = { org: 'billed', key: 'billed', how: 'bill', reason: 'Agreed by phone' } as const
    expect(await settleDebt(ctx, order)).toEqual({ outcome: 'billed', amount: '6.000000000000' })
    expect(await debtsOf('billed')).toEqual([])
    const { lines } = await previewInvoice(contextOf(db, admin, at('2026-12-02T10:00:00Z')), 'billed', '2026-11')
    expect(lines.map(({ kind, amount }) => [kind, amount])).toEqual([['usage', '6.00']])
    expect([...(await ownerSql`select 1 from spend_months where org_id = 'billed'`)]).toEqual([])
    const audit = await ownerSql`select action, after from audit_log where org_id = 'billed' and action like 'debt.%'`
    expect(audit).toHaveLength(1)
    expect(String(audit[0]?.after)).toContain('Agreed by phone')
    // The machine that reports it again is answered that it is counted.
    expect(await use('billed', 6, before, 'billed')).toBe('repeated')
    await expectOrder('billed')
  })

  it('is waived for good, also if it is reported again', async () => {
    await open('waived', 'invoice')
    await use('waived', 6, before, 'waived')
    const order = { org: 'waived', key: 'waived', how: 'waive', reason: 'Our mistake' } as const
    expect(await settleDebt(ctx, order)).toMatchObject({ outcome: 'waived' })
    await giveCredit(ctx, 'waived', '50.00')
    expect(await use('waived', 6, before, 'waived')).toBe('repeated')
    expect(await use('waived', 7, before, 'waived')).toBe(undefined)
    await liftHalts(contextOf(db, admin, today.add({ hours: 1 })))
    expect(await debtsOf('waived')).toEqual([])
    expect([...(await ownerSql`select 1 from usage_events where org_id = 'waived'`)]).toEqual([])
    await expectOrder('waived')
  })

  it('is settled once, however many administrators bill and waive it at once', async () => {
    await open('raced', 'invoice')
    for (let round = 0; round < 6; round += 1) {
      const key = `raced-${round}`
      await use('raced', 6, before, key)
      const all = Array.from({ length: 8 }, (_, place) =>
        codeOf(settleDebt(ctx, { org: 'raced', key, how: place % 2 === round % 2 ? 'bill' : 'waive', reason: 'Race' })),
      )
      const codes = await Promise.all([...all, use('raced', 6, before, key).then(() => 'reported')])
      expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
      expect(codes.filter((code) => code === 'stale')).toHaveLength(7)
      const entries = await ownerSql`select 1 from audit_log where subject = ${key}`
      expect(entries).toHaveLength(1)
    }
    await expectOrder('raced')
  })

  it('can be settled by administrators alone', async () => {
    await open('rights', 'invoice')
    await use('rights', 6, before, 'rights')
    const order = { org: 'rights', key: 'rights', how: 'waive', reason: 'x' } as const
    expect(await codeOf(settleDebt(contextOf(db, payer('rights')), order))).toBe('not_found')
    expect(await codeOf(settleDebt(ctx, { ...order, key: 'none' }))).toBe('not_found')
  })

  it('of the biller in force is waived or billed as well: the gate opens when nothing is owed', async () => {
    await makeFunded(db, 'present', 'prepaid', '5.00')
    expect(await use('present', 7, '2026-11-20T12:00:00Z', 'first')).toBe('charge_refused')
    expect(await use('present', 4, '2026-11-20T13:00:00Z', 'second')).toBe('charge_refused')
    const order = { org: 'present', reason: 'Our mistake' } as const
    expect(await settleDebt(ctx, { ...order, key: 'first', how: 'bill' })).toEqual({
      outcome: 'billed',
      amount: '2.000000000000',
    })
    expect(await findGate(db, 'present', today)).toMatchObject({ gate: { halted: true } })
    expect(await settleDebt(ctx, { ...order, key: 'second', how: 'waive' })).toMatchObject({ outcome: 'waived' })
    // Nothing is owed, and nothing is left either.
    expect(await findGate(db, 'present', today)).toMatchObject({ gate: { halted: true, reason: 'credits_used_up' } })
    await giveCredit(ctx, 'present', '3.00')
    expect(await findGate(db, 'present', today)).toMatchObject({ gate: { halted: false, remaining: amount('3') } })
    const [row] =
      await ownerSql`select amount::text, postpaid::text, paid_by from usage_events where org_id = 'present'`
    expect(row).toEqual({ amount: '7.000000000000', postpaid: '2.000000000000', paid_by: 'billed' })
    const { lines } = await previewInvoice(contextOf(db, admin, at('2026-12-02T10:00:00Z')), 'present', '2026-11')
    expect(lines.map(({ kind, amount: each }) => [kind, each])).toEqual([
      ['usage', '7.00'],
      ['credit', '-5.00'],
    ])
    await expectOrder('present')
  })

  it('is listed with those of all organizations, the oldest first, page by page, and summed by currency', async () => {
    await open('listed', 'invoice')
    for (const [place, key] of ['a', 'b', 'c'].entries())
      await use('listed', 1, before, key, today.subtract({ minutes: 10 - place }))
    const all = await listDebts(db, today, { most: 100 })
    const first = await listDebts(db, today, { most: 2 })
    const last = first.at(-1)
    const after = last && { keptAt: last.keptAt.toString(), org: last.org, key: last.key }
    const rest = await listDebts(db, today, { most: 100, ...(after ? { after } : {}) })
    expect([...first, ...rest].map(({ key }) => key)).toEqual(all.map(({ key }) => key))
    expect(first.map(({ key }) => key)).toEqual(['a', 'b'])
    const shown = await adminDebts(contextOf(db, admin, today.add({ hours: 49 })), { org: 'listed', after: 'nonsense' })
    expect(shown).toMatchObject({ isFirst: true, after: null, sums: [{ currency: 'CHF', count: 3, amount: '3.00' }] })
    expect(shown.items.map(({ key, ageDays, amount, biller }) => [key, ageDays, amount, biller])).toEqual(
      ['a', 'b', 'c'].map((key) => [key, 2, '1.00', 'prepaid']),
    )
    expect((await orgDebts(ctx, 'listed')).items).toHaveLength(3)
    expect(await codeOf(adminDebts(contextOf(db, payer('listed')), { org: undefined, after: undefined }))).toBe(
      'not_found',
    )
    expect(await sumDebts(db, 'listed')).toEqual([{ currency: 'CHF', count: 3, amount: 3n * 10n ** 12n }])
  })

  it('is shown by the name of its meter in the unit that is shown, in every list of it', async () => {
    await open('worded', 'invoice')
    await use('worded', 360, before, 'long')
    const words = async () => {
      const { items } = await adminDebts(ctx, { org: 'worded', after: undefined })
      expect((await orgDebts(ctx, 'worded')).items).toEqual(items)
      return items.map(({ meter, quantity, unit }) => [meter, quantity, unit])
    }
    expect(await words()).toEqual([['doc.units', '7200', 'units']])
    await declareMeter(ctx, 'doc.units', sandboxWords)
    expect(await words()).toEqual([['Sandbox time', '2', 'hours']])
  })
})

it('the database says of random switches what the core says', async () => {
  await open('random', 'invoice')
  await use('random', 1, before, 'random')
  for (let round = 0; round < 60; round += 1) {
    const rows = Array.from({ length: round % 5 }, (_, place) => ({
      biller: billers[(round * 7 + place * 3) % billers.length] ?? 'invoice',
      day: 5 + ((round * 5 + place * 11) % 16),
      sequence: place + 1,
    }))
    await ownerSql`delete from org_billers where org_id = 'random'`
    for (const { biller, day, sequence } of rows) {
      const from = `2026-11-${String(day).padStart(2, '0')}T12:00:00Z`
      await ownerSql`insert into org_billers (org_id, sequence, biller, effective_at, recorded_at, recorded_by)
        values ('random', ${sequence}, ${biller}, ${from}, ${from}, 'test')`
    }
    const switches = rows.map(({ biller, day, sequence }): BillerSwitch => {
      const from = at(`2026-11-${String(day).padStart(2, '0')}T12:00:00Z`).epochNanoseconds
      return { biller, from, sequence: BigInt(sequence) }
    })
    const expected = hasLeft(switches, at(before).epochNanoseconds, today.epochNanoseconds)
    expect([rows, (await debtsOf('random')).length]).toEqual([rows, expected ? 1 : 0])
  }
})
