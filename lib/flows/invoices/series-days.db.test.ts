import { expect, it } from 'vitest'
import { listOrgs } from '@/db/queries/orgs'
import { admin, at, contextOf, makeOrg, makeUsage, payer, preparePlatform, sellerParty } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { saveSeller } from '@/lib/flows/settings/save-seller'
import { customerInvoices } from '@/lib/reads/customer-invoices'
import { runRows } from '@/lib/reads/invoice-run-rows'
import { issueInvoice } from './issue-invoice'
import { previewInvoice } from './preview-invoice'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const on = (moment: string) => contextOf(db, admin, at(moment))
const daysOf = async (org: string) => {
  const [row] = await ownerSql<{ number: string; issued: string; due: string }[]>`
    select number, issued_on::text as issued, due_on::text as due from invoices where org_id = ${org}`
  return row
}
const billed = async (org: string, zone: string, at: string): Promise<void> => {
  await makeOrg(db, org, { zone, termsDays: 10 })
  await makeUsage(db, org, { at })
}

it('a customer whose year has turned gets a number and days of the year that the seller is in', async () => {
  await billed('auckland', 'Pacific/Auckland', '2026-12-20T12:00:00Z')
  await billed('zurich', 'Europe/Zurich', '2026-11-20T12:00:00Z')
  const eve = on('2026-12-31T12:00:00Z')
  expect(await previewInvoice(eve, 'auckland', '2026-12')).toMatchObject({
    issuedOn: '2026-12-31',
    dueOn: '2027-01-10',
  })
  const orgs = (await listOrgs(db, at('2026-12-31T12:00:00Z'))).filter(({ org }) => org === 'auckland')
  expect(await runRows(eve, orgs, '2026-12')).toMatchObject([{ state: 'ready' }])
  expect(await issueInvoice(eve, 'auckland', '2026-12')).toMatchObject({ number: '2026-000001' })
  expect(await issueInvoice(eve, 'zurich', '2026-11')).toMatchObject({ number: '2026-000002' })
  expect(await daysOf('auckland')).toEqual({ number: '2026-000001', issued: '2026-12-31', due: '2027-01-10' })
})

it('whether an invoice is overdue is said in the zone of its days', async () => {
  const statusAt = async (moment: string) =>
    (await customerInvoices(contextOf(db, payer('auckland'), at(moment)), 'auckland', undefined)).items[0]?.status
  expect(await statusAt('2027-01-10T22:59:59Z')).toBe('open')
  expect(await statusAt('2027-01-10T23:00:00Z')).toBe('overdue')
})

it('a month of a customer is over in its own zone, and the seller may be in any', async () => {
  await billed('angeles', 'America/Los_Angeles', '2026-12-20T12:00:00Z')
  expect(await codeOf(issueInvoice(on('2027-01-01T07:59:59Z'), 'angeles', '2026-12'))).toBe('month_not_closed')
  await saveSeller(on('2027-01-01T07:00:00Z'), { ...sellerParty, zone: 'America/Los_Angeles' })
  expect(await issueInvoice(on('2027-01-01T08:00:00Z'), 'angeles', '2026-12')).toMatchObject({ number: '2027-000001' })
  await billed('suva', 'Pacific/Fiji', '2026-12-20T12:00:00Z')
  expect(await issueInvoice(on('2027-01-01T07:30:00Z'), 'suva', '2026-12')).toMatchObject({ number: '2026-000003' })
  expect(await codeOf(saveSeller(on('2027-01-01T07:00:00Z'), { ...sellerParty, zone: 'Mars/Base' }))).toBe(
    'invalid_request',
  )
  await saveSeller(on('2027-01-01T07:00:00Z'), sellerParty)
  const [kept] = await ownerSql<{ zone: string }[]>`select zone from seller`
  expect(kept?.zone).toBe('America/Los_Angeles')
})
