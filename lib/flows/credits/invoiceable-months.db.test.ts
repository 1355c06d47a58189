import { expect, it } from 'vitest'
import { at, contextOf, issueFor, machine, makeOrg, makeUsage, payer, preparePlatform } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { formatDecimal } from '@/lib/core/money/decimal'
import { listInvoiceableMonths } from './list-invoiceable-months'

const { db } = await testDatabase()
const ctx = contextOf(db)
await preparePlatform(db)

const listed = async (org: string | null, now = ctx.now, most = 100) => {
  const { months, more } = await listInvoiceableMonths(contextOf(db, ctx.actor, now), org, most)
  const rows = months.map((each) => `${each.org} ${each.month} ${formatDecimal(each.postpaid, 12, 2)} ${each.currency}`)
  return more ? [...rows, 'more'] : rows
}

it('lists months that are over in the zone, have billable usage and no invoice, the oldest first', async () => {
  await makeOrg(db, 'plain')
  await makeUsage(db, 'plain', { at: '2026-08-10T10:00:00Z', quantity: '20' })
  await makeUsage(db, 'plain', { at: '2026-10-10T10:00:00Z', quantity: '40' })
  await makeUsage(db, 'plain', { at: '2026-11-10T10:00:00Z', quantity: '60' })
  expect(await listed('plain')).toEqual(['plain 2026-08 1.00 CHF', 'plain 2026-10 2.00 CHF'])
  await issueFor(ctx, 'plain', '2026-08')
  expect(await listed('plain')).toEqual(['plain 2026-10 2.00 CHF'])
})

it('has a month over at midnight of the org’s zone, not before and not later', async () => {
  await makeOrg(db, 'kiritimati', { zone: 'Pacific/Kiritimati' })
  await makeOrg(db, 'honolulu', { zone: 'Pacific/Honolulu' })
  for (const org of ['kiritimati', 'honolulu']) await makeUsage(db, org, { at: '2026-10-15T10:00:00Z' })
  for (const [org, midnight] of [
    ['kiritimati', '2026-10-31T10:00:00Z'],
    ['honolulu', '2026-11-01T10:00:00Z'],
  ] as const) {
    expect(await listed(org, at(midnight).subtract({ nanoseconds: 1 }))).toEqual([])
    expect(await listed(org, at(midnight))).toEqual([`${org} 2026-10 5.00 CHF`])
  }
})

it('counts what goes onto the bill alone: what credit paid lists no month', async () => {
  await makeFunded(db, 'paid', 'prepaid', '100')
  await makeUsage(db, 'paid')
  expect(await listed('paid')).toEqual([])
})

it('lists a month that had nothing to invoice once late usage comes in for it', async () => {
  await makeOrg(db, 'late')
  await makeUsage(db, 'late', { at: '2026-10-10T10:00:00Z' })
  await issueFor(ctx, 'late', '2026-10')
  expect(await listed('late')).toEqual([])
  await makeUsage(db, 'late', { at: '2026-09-10T10:00:00Z', quantity: '1' })
  await makeUsage(db, 'late', { at: '2026-10-10T10:00:00Z', quantity: '1' })
  expect(await listed('late')).toEqual(['late 2026-09 0.05 CHF'])
})

it('is about every org for the platform, a part where there are many, and about one for its own people and keys', async () => {
  expect(await listed(null)).toEqual([
    'late 2026-09 0.05 CHF',
    'honolulu 2026-10 5.00 CHF',
    'kiritimati 2026-10 5.00 CHF',
    'plain 2026-10 2.00 CHF',
  ])
  expect(await listed(null, ctx.now, 1)).toEqual(['late 2026-09 0.05 CHF', 'more'])
  const limited = contextOf(db, machine('plain'))
  await expect(listInvoiceableMonths(limited, null, 9)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listInvoiceableMonths(limited, 'late', 9)).rejects.toMatchObject({ code: 'not_found' })
  await expect(listInvoiceableMonths(contextOf(db, payer('plain')), null, 9)).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect((await listInvoiceableMonths(contextOf(db, payer('plain')), 'plain', 9)).months.length).toBe(1)
  await expect(listInvoiceableMonths(ctx, 'nobody', 9)).rejects.toMatchObject({ code: 'unknown_org' })
})
