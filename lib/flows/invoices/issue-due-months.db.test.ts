import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { saveOrgInvoicing } from '@/db/commands/invoicing'
import { listHeldInvoices } from '@/db/queries/invoicing'
import { listRetries } from '@/db/queries/retries'
import {
  at,
  buyerParty,
  contextOf,
  machine,
  makeOrg,
  makeTenant,
  preparePlatform,
  usageEvent,
} from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import type { Month } from '@/lib/core/time/day'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { recordUsageBatch, type UsageEvent } from '@/lib/flows/usage/record-usage-batch'
import { monthlyInvoices } from '@/lib/jobs/monthly-invoices'
import { runAt } from '@/lib/jobs/testing/run-at'
import { issueDueMonths } from './issue-due-months'
import { issueInvoice } from './issue-invoice'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const system = (now: Temporal.Instant) => contextOf(db, { kind: 'system', name: 'monthly-invoices' }, now)
const automatic = (org: string, next: Month) =>
  saveOrgInvoicing(
    db,
    { org, expected: 1, autoInvoice: true, next, reminders: false },
    at('2026-11-01T00:00:00Z'),
    null,
  )
const monthsOf = async (org: string) =>
  (
    await ownerSql<{ month: string; by: string; number: string }[]>`
      select to_char(month_on, 'YYYY-MM') as month, issued_by as by, number from invoices where org_id = ${org} order by month_on`
  ).map(({ month }) => month)
const use = async (now: Temporal.Instant, event: UsageEvent) => {
  const { results } = await recordUsageBatch(contextOf(db, machine(), now), [event])
  expect(results).toMatchObject([{ outcome: 'accepted' }])
}
const nextOf = async (org: string) =>
  (await ownerSql`select to_char(next_on, 'YYYY-MM') as next from org_invoicing where org_id = ${org}`)[0]?.next

it('a month is invoiced when it is over in the zone of its organization, once, whoever and however many come by', async () => {
  const zones = { auckland: 'Pacific/Auckland', zurich: 'Europe/Zurich', honolulu: 'Pacific/Honolulu' }
  for (const [org, zone] of Object.entries(zones)) {
    await makeOrg(db, org, { zone })
    await makeTenant(db, org, `${org}-prod`, '2026-10-01T12:00:00Z')
    expect(await automatic(org, '2026-11')).toBe('applied')
    await use(at('2026-11-21T10:00:00Z'), usageEvent(org, { at: '2026-11-12T10:00:00Z' }))
  }
  const closes = Object.values(zones).map((zone) =>
    Temporal.ZonedDateTime.from(`2026-12-01T00:00[${zone}]`).toInstant(),
  )
  const [auckland, zurich, honolulu] = closes
  if (!auckland || !zurich || !honolulu) throw new Error('there are three')
  for (const [place, closed] of [auckland, zurich, honolulu].entries()) {
    const early = closed.subtract({ milliseconds: 1 })
    await Promise.all(Array.from({ length: 4 }, () => issueDueMonths(system(early))))
    expect(await ownerSql`select from invoices`).toHaveLength(place)
    await Promise.all(Array.from({ length: 4 }, () => issueDueMonths(system(closed))))
    expect(await ownerSql`select from invoices`).toHaveLength(place + 1)
  }
  for (const org of Object.keys(zones)) {
    expect(await monthsOf(org)).toEqual(['2026-11'])
    expect(await nextOf(org)).toBe('2026-12')
  }
  const [row] = await ownerSql`select distinct issued_by from invoices`
  expect(row?.issued_by).toBe('system:monthly-invoices')
})

it('months that nobody came by for are made up in order, over the turn of the year and a leap day', async () => {
  await makeOrg(db, 'late')
  await makeTenant(db, 'late', 'late-prod', '2027-11-10T12:00:00Z')
  await automatic('late', '2027-10')
  expect(await issueDueMonths(system(at('2028-03-05T03:00:00Z')))).toBeGreaterThan(0)
  for (let round = 0; round < 8; round += 1) await issueDueMonths(system(at('2028-03-05T03:00:00Z')))
  // October had nothing.
  expect(await monthsOf('late')).toEqual(['2027-11', '2027-12', '2028-01', '2028-02'])
  expect(await nextOf('late')).toBe('2028-03')
})

it('what an admin issued by hand is not issued again, and what is switched off is left alone', async () => {
  await makeOrg(db, 'by-hand')
  await makeTenant(db, 'by-hand', 'by-hand-prod', '2026-10-05T12:00:00Z')
  await automatic('by-hand', '2026-10')
  const later = at('2026-12-03T03:00:00Z')
  await issueInvoice(contextOf(db, undefined, later), 'by-hand', '2026-10')
  expect(await nextOf('by-hand')).toBe('2026-11')
  await issueDueMonths(system(later))
  expect(await monthsOf('by-hand')).toEqual(['2026-10', '2026-11'])
  await makeOrg(db, 'off')
  await makeTenant(db, 'off', 'off-prod', '2026-10-05T12:00:00Z')
  await issueDueMonths(system(later))
  expect(await monthsOf('off')).toEqual([])
})

it('a meter that nobody was billed for before waits for an admin, and the next months with it', async () => {
  await publishPrices(contextOf(db), {
    book: 'standard',
    currency: 'CHF',
    expected: 1,
    prices: {
      effectiveOn: '2026-11-01',
      note: '',
      monthlyFee: '49.00',
      setupFee: '100.00',
      skills: [{ skill: 'ocr', pricePerDay: '1.5' }],
      meters: [
        { meter: 'doc.units', unit: 'unit', pricePerUnit: '0.05' },
        { meter: 'gpu.hours', unit: 'hour', pricePerUnit: '2' },
      ],
    },
  })
  await makeOrg(db, 'new-meter')
  await automatic('new-meter', '2026-11')
  await use(
    at('2026-11-21T10:00:00Z'),
    usageEvent('new-meter', { meter: 'gpu.hours', quantity: '3', at: '2026-11-12T10:00:00Z' }),
  )
  const now = at('2027-01-04T03:00:00Z')
  for (let round = 0; round < 3; round += 1) await issueDueMonths(system(now))
  expect(await monthsOf('new-meter')).toEqual([])
  expect((await listHeldInvoices(db, 10)).rows).toMatchObject([
    {
      org: 'new-meter',
      month: '2026-11',
      sentence: 'The meter gpu.hours was never invoiced to anybody before.',
      total: 649n,
      currency: 'CHF',
    },
  ])
  await issueInvoice(contextOf(db, undefined, now), 'new-meter', '2026-11', '6.49')
  expect((await listHeldInvoices(db, 10)).count).toBe(0)
  await issueDueMonths(system(now))
  expect(await nextOf('new-meter')).toBe('2027-01')
  const [row] = await ownerSql`select released_by from held_invoices where org_id = 'new-meter'`
  expect(row?.released_by).toBe('user:usr_admin')
})

it('an invoice far above the usual one waits, and one as ever does not', async () => {
  await makeOrg(db, 'usual')
  await automatic('usual', '2027-01')
  const months = ['2027-01', '2027-02', '2027-03', '2027-04', '2027-05']
  for (const [place, month] of months.entries()) {
    const quantity = place === 4 ? '100000' : '2000'
    const used = at(`${month}-12T10:00:00Z`)
    await use(used, usageEvent('usual', { quantity, at: used.toString() }))
    await issueDueMonths(system(used.add({ hours: 24 * 25 })))
  }
  expect(await monthsOf('usual')).toEqual(months.slice(0, 4))
  expect((await listHeldInvoices(db, 10)).rows).toMatchObject([
    { org: 'usual', month: '2027-05', sentence: 'CHF 5’405.00 is more than 3 times the usual CHF 108.10.' },
  ])
})

it('a month that cannot be invoiced is tried again with its reason, and holds up no other organization', async () => {
  await makeOrg(db, 'refused', {
    treatment: 'reverse_charge',
    buyer: { ...buyerParty, country: 'DE', vatNumber: 'DE136695976' },
  })
  await makeTenant(db, 'refused', 'refused-prod', '2026-10-05T12:00:00Z')
  await automatic('refused', '2027-06')
  await makeOrg(db, 'behind')
  await makeTenant(db, 'behind', 'behind-prod', '2026-10-05T12:00:00Z')
  await automatic('behind', '2027-06')
  await ownerSql`update org_terms set country = 'CH' where org_id = 'refused'`
  const now = at('2027-07-02T03:00:00Z')
  await issueDueMonths(system(now))
  expect(await monthsOf('behind')).toEqual(['2027-06'])
  expect(await monthsOf('refused')).toEqual([])
  expect((await listRetries(db, now, 10)).rows).toMatchObject([
    { orgId: 'refused', kind: 'invoice', reference: '2027-06' },
  ])
  await ownerSql`update org_terms set country = 'DE' where org_id = 'refused'`
  await issueDueMonths(system(now.add({ minutes: 5 })))
  expect(await monthsOf('refused')).toEqual(['2027-06'])
  expect((await listRetries(db, now.add({ minutes: 5 }), 10)).count).toBe(0)
})

it('usage that is recorded late for a month that had nothing is invoiced within a day', async () => {
  await makeOrg(db, 'quiet')
  await automatic('quiet', '2027-08')
  const start = at('2027-10-03T03:00:00Z')
  const run = (now: Temporal.Instant) => runAt(system(now), [monthlyInvoices], { stripe: {} as never })
  await run(start)
  expect([await monthsOf('quiet'), await nextOf('quiet')]).toEqual([[], '2027-10'])
  await use(start, usageEvent('quiet', { at: '2027-08-12T10:00:00Z' }))
  await run(start.add({ hours: 1 }))
  expect(await monthsOf('quiet')).toEqual([])
  await run(start.add({ hours: 24 }))
  expect([await monthsOf('quiet'), await nextOf('quiet')]).toEqual([['2027-08'], '2027-10'])
})
