import { beforeAll, describe, expect, it } from 'vitest'
import { at, contextOf, machine, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, cardOnFile, giveCredit, makeFunded, start } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Pico } from '@/lib/core/money/amount'
import { lookForAlerts } from '@/lib/flows/alerts/look-for-alerts'
import { checkStart } from '@/lib/flows/gate/check-start'
import { keepFunds } from '@/lib/jobs/testing/run-at'
import { recordPaymentMethod } from './record-payment-method'
import { writeFundingSettings } from './save-funding'
import { switchBiller } from './switch-biller'
import { charge, hold, machineAt } from './testing/charging'
import { disagreements, wrongGates } from './testing/disagreements'
import { makeSubscribed, planStartedAt, preparePlans } from './testing/plans'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const turn = planStartedAt.add({ hours: 7 * 24 })
const december = at('2026-11-30T23:00:00Z')
const job = (now: typeof today) => contextOf(db, { kind: 'system', name: 'jobs' }, now)
const use = (org: string, key: string, quantity: string, now = today) =>
  charge(machineAt(db, now), org, { key, quantity, at: now.toString() })
const mayStart = (org: string, now: typeof today) => codeOf(checkStart(contextOf(db, machine(), now), start(org)))
const toldOf = async (org: string) => {
  const rows = await ownerSql`
    select reference from outbox where org_id = ${org} and kind = 'cell_command' order by outbox_id`
  return rows.map(({ reference }) => String(reference).split(':')[0])
}
const mailsOf = async (org: string, now: typeof today) => {
  await lookForAlerts(contextOf(db, { kind: 'system', name: 'alerts' }, now), (_, error) => {
    throw error
  })
  const rows =
    await ownerSql`select kind from alerts where org_id = ${org} and kind in ('stopped', 'goes_on') order by raised_at`
  return rows.map(({ kind }) => kind)
}

beforeAll(async () => {
  await preparePlatform(db)
  await preparePlans(db, ownerSql, [1000])
  await ownerSql`insert into cells (cell, url, secret, updated_at) values ('c', 'http://127.0.0.1:1', 'whsec_x', now())`
})

/** An org whose refused use halted it, in each of the ways that time alone ends. */
const onQuota = async (org: string) => {
  await makeSubscribed(db, org, 1000, null)
  await writeFundingSettings(ctx, org, { cell: 'c' })
  expect(await use(org, 'most', '990')).toBe('accepted')
  expect(await use(org, 'refused', '25')).toBe('payment_required')
}
const underCap = async (org: string) => {
  await makeFunded(db, org, 'free_credit')
  await recordPaymentMethod(ctx, org, cardOnFile())
  await writeFundingSettings(ctx, org, { spendCap: amount('5') as Pico, cell: 'c' })
  expect(await use(org, 'most', '80')).toBe('accepted')
  expect(await use(org, 'refused', '40')).toBe('payment_required')
}
const spentIn = async (org: string) => {
  const rows = await ownerSql`select to_char(month_on, 'YYYY-MM') as month, spent::text from spend_months
    where org_id = ${org} order by 1`
  return rows.map(({ month, spent }) => `${month} ${Number(spent)}`)
}
const expectOrder = async (org: string, now: typeof today) => {
  expect(await disagreements(ownerSql)).toEqual([])
  expect(await wrongGates(db, [org], now)).toEqual([])
}

describe.each([
  ['a week', onQuota, turn],
  ['a month', underCap, december],
] as const)('a halt after a refused use, and %s that turns', (name, prepare, then) => {
  const before = then.subtract({ nanoseconds: 1000 })
  const later = then.add({ hours: 24 })

  it('ends in that instant for who asks, before any job: the cell and the customer are told once', async () => {
    const org = `asked-${name.replace(' ', '-')}`
    await prepare(org)
    expect(await mailsOf(org, today.add({ seconds: 1 }))).toEqual(['stopped'])
    expect([await mayStart(org, before), await mayStart(org, then)]).toEqual(['payment_required', 'ok'])
    for (const now of [later, later.add({ minutes: 20 })]) await keepFunds(job(now))
    expect(await toldOf(org)).toEqual(['halt', 'unblock'])
    for (const now of [later, later.add({ minutes: 20 })])
      expect(await mailsOf(org, now)).toEqual(['stopped', 'goes_on'])
    await expectOrder(org, later.add({ minutes: 20 }))
  })

  it('ends by the job if nobody asks', async () => {
    const org = `silent-${name.replace(' ', '-')}`
    await prepare(org)
    await keepFunds(job(before))
    expect(await toldOf(org)).toEqual(['halt'])
    await keepFunds(job(later))
    await keepFunds(job(later))
    expect(await toldOf(org)).toEqual(['halt', 'unblock'])
    await expectOrder(org, later)
  })
})

it('what waited is paid from what the new week and the new month bring, before anything newer', async () => {
  await onQuota('new-week')
  expect(await use('new-week', 'next', '985', turn)).toBe('accepted')
  expect(await mayStart('new-week', turn)).toBe('payment_required')
  await underCap('new-month')
  expect(await spentIn('new-month')).toEqual(['2026-11 5'])
  expect(await mayStart('new-month', december)).toBe('ok')
  expect(await spentIn('new-month')).toEqual(['2026-11 5', '2026-12 1'])
  await expectOrder('new-week', turn)
})

it('a reservation whose time is over ends a halt before the job comes by, and the job ends it if nobody asks', async () => {
  for (const org of ['over-asked', 'over-silent']) {
    await makeFunded(db, org, 'prepaid', '10')
    await writeFundingSettings(ctx, org, { cell: 'c' })
    expect(await hold(machineAt(db), org, 'r', '160')).toBe('reserved')
    expect(await use(org, 'large', '100')).toBe('payment_required')
    expect(await mayStart(org, today.add({ seconds: 599 }))).toBe('payment_required')
  }
  const over = today.add({ seconds: 600 })
  expect(await mayStart('over-asked', over)).toBe('ok')
  await keepFunds(job(over))
  for (const org of ['over-asked', 'over-silent']) {
    expect(await toldOf(org)).toEqual(['halt', 'unblock'])
    expect(await mayStart(org, over)).toBe('ok')
    await expectOrder(org, over)
  }
})

it('a biller that comes into force ends a halt of the one before by itself', async () => {
  await makeFunded(db, 'to-come', 'prepaid', '1')
  await writeFundingSettings(ctx, 'to-come', { cell: 'c' })
  expect(await use('to-come', 'large', '100')).toBe('payment_required')
  const then = today.add({ hours: 5 })
  await switchBiller(ctx, 'to-come', 'invoice', then)
  expect(await mayStart('to-come', then.subtract({ seconds: 1 }))).toBe('payment_required')
  await keepFunds(job(then))
  expect(await toldOf('to-come')).toEqual(['halt', 'unblock'])
  expect(await mayStart('to-come', then)).toBe('ok')
})

it('credit that does not cover what waits pays a part of it, and ends no halt', async () => {
  await makeFunded(db, 'small', 'prepaid', '22')
  await writeFundingSettings(ctx, 'small', { cell: 'c' })
  expect(await use('small', 'large', '1200')).toBe('payment_required')
  await giveCredit(ctx, 'small', '30')
  expect(await mayStart('small', today)).toBe('payment_required')
  const [debt] = await ownerSql`select amount::text, paid::text from unfunded_usage where org_id = 'small'`
  expect([Number(debt?.amount), Number(debt?.paid)]).toEqual([60, 52])
  await giveCredit(ctx, 'small', '9')
  expect(await mayStart('small', today)).toBe('ok')
  expect(await toldOf('small')).toEqual(['halt', 'unblock'])
  const entries =
    await ownerSql`select kind, amount::text from ledger_entries where org_id = 'small' order by sequence, grant_id`
  expect(entries.map(({ kind, amount: each }) => `${kind} ${Number(each)}`)).toEqual([
    'grant 22',
    'debit -22',
    'grant 30',
    'debit -30',
    'grant 9',
    'debit -8',
  ])
  await expectOrder('small', today)
})
