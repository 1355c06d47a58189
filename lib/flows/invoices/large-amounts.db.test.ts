import { expect, it } from 'vitest'
import { listOrgs } from '@/db/queries/orgs'
import { at, buyerParty, contextOf, machine, makeOrg, preparePlatform, prices, usageEvent } from '@/db/testing/fixtures'
import { rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { runRows } from '@/lib/reads/invoice-run-rows'
import { issueInvoice } from './issue-invoice'
import { previewInvoice } from './preview-invoice'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
await preparePlatform(db)
const dear = { ...prices, meters: [{ meter: 'doc.units', unit: 'unit', pricePerUnit: '1' }] }
await publishPrices(ctx, { book: 'standard', currency: 'CHF', expected: 1, prices: dear })

/** As dear as one event may be. */
const dearest = '999999999999999.99'
const record = async (org: string, count: number) => {
  const events = Array.from({ length: count }, () => usageEvent(org, { quantity: dearest }))
  return (await recordUsageBatch(contextOf(db, machine(), at('2026-11-01T10:00:00Z')), events)).results
}

it('a thousand of the dearest events are invoiced to the cent; more are refused with a sentence, by preview as by issue', async () => {
  await makeOrg(db, 'dear', { treatment: 'export', buyer: { ...buyerParty, country: 'US' } })
  expect((await record('dear', 1000)).every(({ outcome }) => outcome === 'accepted')).toBe(true)
  expect(await previewInvoice(ctx, 'dear', '2026-10')).toMatchObject({ total: '999999999999999990.00' })
  await record('dear', 1)
  const before = await rowCounts(ownerSql)
  const refusal = { code: 'amount_too_large', sentence: expect.stringContaining('999999999999999999.99') }
  await expect(previewInvoice(ctx, 'dear', '2026-10')).rejects.toMatchObject(refusal)
  await expect(issueInvoice(ctx, 'dear', '2026-10')).rejects.toMatchObject(refusal)
  const orgs = (await listOrgs(db, ctx.now)).filter(({ org }) => org === 'dear')
  expect(await runRows(ctx, orgs, '2026-10')).toMatchObject([
    { state: 'blocked', refused: { refused: 'amount_too_large' } },
  ])
  expect(await rowCounts(ownerSql)).toEqual(before)
})

it('the largest invoice that there can be is issued and stored', async () => {
  await makeOrg(db, 'largest', { treatment: 'export', buyer: { ...buyerParty, country: 'US' } })
  await record('largest', 1000)
  expect(await issueInvoice(ctx, 'largest', '2026-10')).toMatchObject({ total: '999999999999999990.00' })
})
