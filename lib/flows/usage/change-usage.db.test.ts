import { beforeAll, describe, expect, it } from 'vitest'
import { findGate } from '@/db/queries/gates'
import { admin, at, contextOf, machine, makeOrg, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { booksOf, giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { expireCredit } from '@/lib/flows/funding/expire-credit'
import { saveFunding } from '@/lib/flows/funding/save-funding'
import { disagreements, wrongGates } from '@/lib/flows/funding/testing/disagreements'
import { makeSubscribed, planStartedAt, preparePlans } from '@/lib/flows/funding/testing/plans'
import { resetWeek } from '@/lib/flows/plans/reset-week'
import { amendUsage, takeBackUsage } from './change-usage'
import { recordUsageBatch } from './record-usage-batch'

const { db, ownerSql } = await testDatabase()
const machineNow = contextOf(db, machine())
const used = '2026-11-20T10:00:00Z'

beforeAll(async () => {
  await preparePlatform(db)
  await preparePlans(db, ownerSql, [100])
})

const quantityOf = (francs: number): string => String(francs * 20)
const units = (francs: number): bigint => parseDecimal(quantityOf(francs), 12) ?? 0n

/** Usage of so many francs, told now. */
const use = async (org: string, key: string, francs: number, over: { at?: string; now?: typeof today } = {}) => {
  const event = usageEvent(org, { key, quantity: quantityOf(francs), at: over.at ?? used })
  const [result] = (await recordUsageBatch(contextOf(db, machine(), over.now ?? today), [event])).results
  return result?.outcome === 'refused' ? result.refusal.code : result
}
const takeBack = (org: string, key: string, ctx = machineNow) => takeBackUsage(ctx, { org, key, reason: '' })
const amend = (org: string, key: string, francs: number, ctx = machineNow, changeKey = '') =>
  amendUsage(ctx, { org, key, reason: '', to: { quantity: units(francs) }, changeKey })

const expectOrder = async (...orgs: string[]) => {
  expect(await disagreements(ownerSql)).toEqual([])
  expect(await wrongGates(db, orgs, today)).toEqual([])
}
const grantsOf = async (org: string) =>
  (
    await ownerSql<{ remaining: string; used: string; expired: string }[]>`
      select trim_scale(remaining)::text as remaining, trim_scale(used)::text as used, trim_scale(expired)::text as expired
        from credit_grants where org_id = ${org} order by sequence`
  ).map((row) => [row.remaining, row.used, row.expired])
const haltedOf = async (org: string) => {
  const found = await findGate(db, org, today)
  return found && 'gate' in found ? found.gate.halted : null
}
const debtsOf = async (org: string) =>
  (
    await ownerSql<{ key: string; left: string }[]>`
      select coalesce(event->>'original', idempotency_key) as key, trim_scale(amount - paid)::text as left
        from unfunded_usage where org_id = ${org} and charged_at is null and waived_at is null order by sequence, place`
  ).map(({ key, left }) => [key, left])
const netOf = async (org: string) => {
  const [row] = await ownerSql`
    select trim_scale(sum(quantity))::text as quantity, trim_scale(sum(amount))::text as amount, sum(events)::int as events
      from usage_daily where org_id = ${org}`
  return [row?.quantity, row?.amount, row?.events]
}

describe('usage that is taken back', () => {
  it('gives what was drawn back to the grants that it came from, and keeps both events', async () => {
    await makeFunded(db, 'grants', 'prepaid', '3')
    await giveCredit(contextOf(db), 'grants', '10')
    await use('grants', 'kept', 1)
    const before = await booksOf(db, 'grants')
    await use('grants', 'wrong', 5)
    expect(await grantsOf('grants')).toEqual([
      ['0', '3', '0'],
      ['7', '3', '0'],
    ])
    const answer = await takeBack('grants', 'wrong')
    expect(answer).toMatchObject({ kind: 'taken_back', revision: 1, invoiced: false })
    expect('returned' in answer && answer.returned.map(({ amount }) => amount)).toEqual([
      '2.000000000000',
      '3.000000000000',
    ])
    expect(await booksOf(db, 'grants')).toEqual(before)
    expect(await grantsOf('grants')).toEqual([
      ['2', '1', '0'],
      ['10', '0', '0'],
    ])
    expect(await netOf('grants')).toEqual(['20', '1', 1])
    const rows = await ownerSql`
      select trim_scale(amount)::text as amount, takes_back, original_key from usage_events
       where org_id = 'grants' and (idempotency_key = 'wrong' or original_key = 'wrong') order by sequence`
    expect([...rows]).toEqual([
      { amount: '5', takes_back: null, original_key: null },
      { amount: '-5', takes_back: 'wrong', original_key: 'wrong' },
    ])
    const [audit] = await ownerSql`select action, actor from audit_log where org_id = 'grants' and subject = 'wrong'`
    expect(audit).toEqual({ action: 'usage.take_back', actor: 'key:key_test' })
    await expectOrder('grants')
  })

  it('is taken back once: again it answers the same, and reported again it is not counted', async () => {
    await makeFunded(db, 'once', 'prepaid', '10')
    await use('once', 'k', 4)
    const first = await takeBack('once', 'k')
    const again = await takeBack('once', 'k')
    expect(again).toEqual(first)
    expect(await use('once', 'k', 4)).toEqual({ key: 'k', outcome: 'repeated', takenBack: true })
    expect(await use('once', 'k', 5)).toBe('idempotency_mismatch')
    expect(await codeOf(amend('once', 'k', 2))).toBe('usage_taken_back')
    expect(await grantsOf('once')).toEqual([['10', '0', '0']])
    await expectOrder('once')
  })

  it('cannot be taken back if nothing was told under the key, or of an org that the key may not know of', async () => {
    await makeFunded(db, 'mine', 'prepaid', '10')
    await use('mine', 'k', 4)
    expect(await codeOf(takeBack('mine', 'other'))).toBe('unknown_usage')
    expect(await codeOf(takeBack('nowhere', 'k'))).toBe('unknown_org')
    expect(await codeOf(takeBack('mine', 'k', contextOf(db, machine('else'))))).toBe('unknown_org')
    await takeBack('mine', 'k')
    const [row] =
      await ownerSql`select idempotency_key as key from usage_events where takes_back = 'k' and org_id = 'mine'`
    expect(await codeOf(takeBack('mine', String(row?.key)))).toBe('unknown_usage')
  })

  it('of credit that has expired since expires again at once', async () => {
    await makeFunded(db, 'over', 'prepaid')
    const expiresAt = at('2026-11-21T00:00:00Z')
    await giveCredit(contextOf(db, admin, at('2026-11-19T10:00:00Z')), 'over', '10', { expiresAt })
    const then = at('2026-11-20T12:00:00Z')
    await use('over', 'k', 4, { now: then })
    await expireCredit(contextOf(db))
    expect(await grantsOf('over')).toEqual([['0', '4', '6']])
    const answer = await takeBack('over', 'k')
    expect('returned' in answer && answer.returned).toMatchObject([
      { amount: '4.000000000000', expired: '4.000000000000' },
    ])
    expect(await grantsOf('over')).toEqual([['0', '0', '10']])
    await expectOrder('over')
  })

  it('gives back to the bill of the month and its cap', async () => {
    await makeFunded(db, 'capped', 'linked')
    await saveFunding(contextOf(db), 'capped', { subscribed: true, spendCap: pico(parseDecimal('5', 12) ?? 0n) })
    await use('capped', 'k', 5)
    expect(await haltedOf('capped')).toBe(true)
    await takeBack('capped', 'k')
    expect(await haltedOf('capped')).toBe(false)
    expect(await booksOf(db, 'capped')).toMatchObject({ postpaid: 0n, spent: 0n })
    await expectOrder('capped')
  })

  it('gives back to the week that it was drawn from, also if that was archived', async () => {
    await makeSubscribed(db, 'weeks', 100, null)
    await use('weeks', 'k', 2)
    await use('weeks', 'stays', 1)
    await resetWeek(contextOf(db), 'weeks', planStartedAt.add({ hours: 100 }))
    await use('weeks', 'new', 1)
    await takeBack('weeks', 'k')
    const rows = await ownerSql`
      select trim_scale(used)::text as used, archived_at is null as current from quota_weeks where org_id = 'weeks'
       order by opened_at, current`
    expect([...rows]).toEqual([
      { used: '20', current: false },
      { used: '20', current: true },
    ])
    await expectOrder('weeks')
  })

  it('opens an org that it had halted, and tells its cell', async () => {
    await makeFunded(db, 'halted', 'prepaid', '5')
    await use('halted', 'k', 5)
    expect(await haltedOf('halted')).toBe(true)
    await takeBack('halted', 'k')
    expect(await haltedOf('halted')).toBe(false)
    await expectOrder('halted')
  })

  it('pays what waits from what comes back, the oldest first', async () => {
    await makeFunded(db, 'debts', 'prepaid', '5')
    await use('debts', 'wrong', 5)
    await use('debts', 'first', 3)
    await use('debts', 'second', 3)
    expect(await debtsOf('debts')).toEqual([
      ['first', '3'],
      ['second', '3'],
    ])
    await takeBack('debts', 'wrong')
    expect(await debtsOf('debts')).toEqual([['second', '1']])
    expect(await haltedOf('debts')).toBe(true)
    await expectOrder('debts')
  })

  it('waits no more if it waited, and gives back what was paid of it', async () => {
    await makeFunded(db, 'waits', 'prepaid', '2')
    await use('waits', 'big', 5)
    await use('waits', 'small', 1)
    expect(await debtsOf('waits')).toEqual([
      ['big', '3'],
      ['small', '1'],
    ])
    const answer = await takeBack('waits', 'big')
    expect('returned' in answer && answer.returned).toMatchObject([{ amount: '2.000000000000' }])
    expect(await debtsOf('waits')).toEqual([])
    expect(await haltedOf('waits')).toBe(false)
    expect(await grantsOf('waits')).toEqual([['1', '1', '0']])
    expect(await takeBack('waits', 'big')).toMatchObject({ kind: 'taken_back' })
    expect(await use('waits', 'big', 5)).toEqual({ key: 'big', outcome: 'repeated', takenBack: true })
    await expectOrder('waits')
  })
})

describe('usage that is amended', () => {
  it('to less gives back the difference, and to more draws it', async () => {
    await makeFunded(db, 'less', 'prepaid', '10')
    await use('less', 'k', 6)
    expect(await amend('less', 'k', 4)).toMatchObject({ kind: 'amended', revision: 1 })
    expect(await grantsOf('less')).toEqual([['6', '4', '0']])
    expect(await netOf('less')).toEqual(['80', '4', 1])
    expect(await amend('less', 'k', 9)).toMatchObject({ kind: 'amended', revision: 2 })
    expect(await grantsOf('less')).toEqual([['1', '9', '0']])
    expect(await amend('less', 'k', 9)).toMatchObject({ kind: 'amended', revision: 2 })
    expect(await takeBack('less', 'k')).toMatchObject({ kind: 'taken_back', revision: 3 })
    expect(await grantsOf('less')).toEqual([['10', '0', '0']])
    expect(await netOf('less')).toEqual(['0', '0', 0])
    await expectOrder('less')
  })

  it('to more than can be paid leaves the rest waiting, and what was paid stays paid', async () => {
    await makeFunded(db, 'more', 'prepaid', '5')
    await use('more', 'k', 4)
    expect(await amend('more', 'k', 7)).toMatchObject({ after: { amount: '7.000000000000', waits: '2.000000000000' } })
    expect(await haltedOf('more')).toBe(true)
    expect(await debtsOf('more')).toEqual([['k', '2']])
    expect(await grantsOf('more')).toEqual([['0', '5', '0']])
    await expectOrder('more')
    await giveCredit(contextOf(db), 'more', '10')
    expect(await debtsOf('more')).toEqual([])
    expect(await haltedOf('more')).toBe(false)
    expect(await netOf('more')).toEqual(['140', '7', 1])
    await takeBack('more', 'k')
    expect(await grantsOf('more')).toEqual([
      ['5', '0', '0'],
      ['10', '0', '0'],
    ])
    await expectOrder('more')
  })

  it('to less is never refused: neither by a cap that was lowered, nor by a week that is used up', async () => {
    await makeFunded(db, 'lowered', 'linked')
    const cap = (francs: string) =>
      saveFunding(contextOf(db), 'lowered', { subscribed: true, spendCap: pico(parseDecimal(francs, 12) ?? 0n) })
    await cap('20')
    await use('lowered', 'k', 10)
    await cap('5')
    expect(await amend('lowered', 'k', 8)).not.toMatchObject({ after: { waits: expect.anything() } })
    expect(await booksOf(db, 'lowered')).toMatchObject({ spent: 8n * 10n ** 12n })
    await makeSubscribed(db, 'full', 100, null)
    await use('full', 'k', 4)
    await resetWeek(contextOf(db), 'full', planStartedAt.add({ hours: 100 }))
    await use('full', 'all', 5)
    expect(await amend('full', 'k', 3)).not.toMatchObject({ after: { waits: expect.anything() } })
    expect(await debtsOf('full')).toEqual([])
    await expectOrder('lowered', 'full')
  })

  it('of usage that waits shrinks what waits, in its place', async () => {
    await makeFunded(db, 'shrinks', 'prepaid', '2')
    await use('shrinks', 'first', 6)
    await use('shrinks', 'second', 1)
    await amend('shrinks', 'first', 4)
    expect(await debtsOf('shrinks')).toEqual([
      ['first', '2'],
      ['second', '1'],
    ])
    await amend('shrinks', 'first', 1)
    expect(await debtsOf('shrinks')).toEqual([])
    expect(await haltedOf('shrinks')).toBe(true)
    expect(await grantsOf('shrinks')).toEqual([['0', '2', '0']])
    await expectOrder('shrinks')
  })

  it('under a key of its own is amended once, whatever was amended since', async () => {
    await makeFunded(db, 'keyed', 'prepaid', '10')
    await use('keyed', 'k', 6)
    await amend('keyed', 'k', 4, machineNow, 'a')
    await amend('keyed', 'k', 5, machineNow, 'b')
    expect(await amend('keyed', 'k', 4, machineNow, 'a')).toMatchObject({ revision: 1 })
    expect(await codeOf(amend('keyed', 'k', 3, machineNow, 'a'))).toBe('idempotency_mismatch')
    expect(await grantsOf('keyed')).toEqual([['5', '5', '0']])
    await expectOrder('keyed')
  })

  it('to another meter, day or resource moves the roll-up', async () => {
    await makeFunded(db, 'moved', 'prepaid', '10')
    await use('moved', 'k', 4)
    await amendUsage(machineNow, {
      org: 'moved',
      key: 'k',
      reason: 'Wrong sandbox',
      to: { at: at('2026-11-18T10:00:00Z'), resource: 'other' },
      changeKey: '',
    })
    const rows = await ownerSql`
      select day_on::text as day, resource, trim_scale(amount)::text as amount, events::int from usage_daily
       where org_id = 'moved' order by day_on`
    expect([...rows]).toEqual([
      { day: '2026-11-18', resource: 'other', amount: '4', events: 1 },
      { day: '2026-11-20', resource: '', amount: '0', events: 0 },
    ])
    await expectOrder('moved')
  })
})

it('an organization on invoice is given back what is on its bill', async () => {
  await makeOrg(db, 'bill')
  await use('bill', 'k', 4)
  await takeBack('bill', 'k')
  expect(await booksOf(db, 'bill')).toMatchObject({ postpaid: 0n, spent: 0n })
  await expectOrder('bill')
})
