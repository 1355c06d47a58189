import { describe, expect, it } from 'vitest'
import { listOrgs } from '@/db/queries/orgs'
import { contextOf, makeOrg, makeTenant, makeUsage, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { issueInvoice } from '@/lib/flows/invoices/issue-invoice'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { adminInvoiceRun, orgsOnPage } from './admin-invoice-run'
import { runRows } from './invoice-run-rows'

const { db } = await testDatabase()
const ctx = contextOf(db)
const month = '2026-10'
const table = { month, orgs: [], query: undefined, page: 1 }

const rowsNow = async () => new Map((await runRows(ctx, await listOrgs(db, today), month)).map((row) => [row.org, row]))

describe('the table of an invoice run', () => {
  it('says of every organization what its own preview says, to the cent', async () => {
    await preparePlatform(db)
    for (const org of ['fees', 'usage', 'late', 'done', 'idle']) await makeOrg(db, org)
    await makeOrg(db, 'nowhere', { buyer: { ...(await listOrgs(db, today))[0]?.config.buyer, street: '' } as never })
    await makeOrg(db, 'quiet-nowhere', {
      buyer: { ...(await listOrgs(db, today))[0]?.config.buyer, street: '' } as never,
    })
    await makeTenant(db, 'fees', 'fees-prod', '2026-10-09T10:00:00Z', ['ocr'])
    await makeTenant(db, 'late', 'late-prod', '2026-08-20T10:00:00Z')
    for (const org of ['usage', 'late', 'done', 'nowhere']) await makeUsage(db, org, { quantity: '333.3' })
    await issueInvoice(ctx, 'late', '2026-08')
    await makeUsage(db, 'late', { at: '2026-08-25T10:00:00Z', quantity: '41' })
    const issued = await issueInvoice(ctx, 'done', month)
    const rows = await rowsNow()
    for (const org of ['fees', 'usage', 'late']) {
      const { total } = await previewInvoice(ctx, org, month)
      expect(rows.get(org), org).toMatchObject({ state: 'ready', total, currency: 'CHF', biller: 'invoice' })
    }
    expect(rows.get('done')).toMatchObject({ state: 'issued', ...issued })
    expect(rows.get('idle')).toMatchObject({ state: 'nothing' })
    expect(rows.get('quiet-nowhere')).toMatchObject({ state: 'nothing' })
    expect(rows.get('nowhere')).toMatchObject({
      state: 'blocked',
      total: '18.02',
      refused: { refused: 'address_missing' },
    })
  })

  it('says of a month that is not over what it comes to so far, and that it cannot be invoiced', async () => {
    await makeUsage(db, 'usage', { at: '2026-11-03T10:00:00Z' })
    const run = await adminInvoiceRun(ctx, { ...table, month: '2026-11' })
    expect(run.rows.find(({ org }) => org === 'usage')).toMatchObject({
      state: 'blocked',
      total: '5.41',
      refused: { refused: 'month_not_closed' },
    })
    expect(run.months[0]).toBe('2026-11')
  })

  it('shows in the order of names what matches, and the organizations that are asked for alone', async () => {
    const run = await adminInvoiceRun(ctx, { ...table, query: 'NOWHERE' })
    expect(run.rows.map(({ org }) => org)).toEqual(['nowhere', 'quiet-nowhere'])
    const one = await adminInvoiceRun(ctx, { ...table, orgs: ['fees', 'no-such-org'] })
    expect(one.selected).toEqual([{ org: 'fees', name: 'Org fees' }])
    expect(one.rows).toEqual([])
  })

  it('goes through many organizations page by page, without loss or repetition', async () => {
    const names = Array.from({ length: orgsOnPage + 3 }, (_, index) => `many-${String(index).padStart(3, '0')}`)
    for (const org of names) await makeOrg(db, org)
    const first = await adminInvoiceRun(ctx, { ...table, query: 'many-' })
    const second = await adminInvoiceRun(ctx, { ...table, query: 'many-', page: 2 })
    expect([first.previous, first.next, second.previous, second.next]).toEqual([null, 2, 1, null])
    expect([...first.rows, ...second.rows].map(({ org }) => org)).toEqual(names)
  })

  it('is for platform administrators alone', async () => {
    expect(await codeOf(adminInvoiceRun(contextOf(db, payer('fees')), table))).toBe('not_found')
  })
})

describe('a run that was broken off', () => {
  it('can be repeated from its beginning by several people at once, and issues nothing twice', async () => {
    const orgs = Array.from({ length: 12 }, (_, index) => `run-${index}`)
    for (const org of orgs) {
      await makeOrg(db, org)
      await makeUsage(db, org)
    }
    for (const org of orgs.slice(0, 5)) await issueInvoice(ctx, org, month, '5.41')
    const again = () => Promise.all(orgs.map((org) => codeOf(issueInvoice(ctx, org, month, '5.41'))))
    const codes = (await Promise.all([again(), again()])).flat()
    expect(codes.filter((code) => code === 'ok')).toHaveLength(7)
    expect(codes.filter((code) => code === 'already_invoiced')).toHaveLength(17)
    const rows = await rowsNow()
    const numbers = orgs.map((org) => rows.get(org)).map((row) => row?.state === 'issued' && row.number)
    expect(new Set(numbers).size).toBe(12)
    expect(numbers).not.toContain(false)
  })
})
