import { describe, expect, it } from 'vitest'
import { findOrg } from '@/db/queries/orgs'
import { berlinParty, changeTerms, publishSpecialBook } from '@/db/testing/dated-terms'
import {
  at,
  buyerParty,
  contextOf,
  issueFor,
  linesOf,
  makeOrg,
  makeTenant,
  makeUsage,
  preparePlatform,
} from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Ctx } from '@/lib/context'
import { readGate } from '@/lib/flows/gate/read-gate'
import { checkDocument } from '@/lib/pdf/check-document'
import { runRows } from '@/lib/reads/invoice-run-rows'
import { previewInvoice } from './preview-invoice'
import { verifyInvoice } from './verify-invoice'

const { db } = await testDatabase()
const on = (text: string): Ctx => contextOf(db, undefined, at(text))
const lateNovember = on('2026-11-30T09:00:00Z')
const december = on('2026-12-03T10:00:00Z')
await preparePlatform(db)
await publishSpecialBook(db)

const runTotal = async (org: string, month: string): Promise<unknown> => {
  const found = await findOrg(db, org, december.now)
  const [row] = found ? await runRows(december, [found], month) : []
  return row
}

describe('a closed month is what it was', () => {
  it('keeps its price book when another one is chosen after it, and prices each day of a month by its own', async () => {
    await makeOrg(db, 'book')
    await makeTenant(db, 'book', 'book-prod', '2026-09-01T00:00:00Z')
    await makeUsage(db, 'book', { quantity: '100' })
    const before = await previewInvoice(lateNovember, 'book', '2026-10')
    expect(before.total).toBe('58.37')
    await changeTerms(lateNovember, 'book', { priceBook: 'special' })
    expect(await previewInvoice(lateNovember, 'book', '2026-10')).toMatchObject({ lines: before.lines, total: '58.37' })
    await makeUsage(db, 'book', { quantity: '10', at: '2026-11-29T10:00:00Z' })
    await makeUsage(db, 'book', { quantity: '10', at: '2026-11-30T10:00:00Z' })
    await issueFor(december, 'book', '2026-10')
    const november = await issueFor(december, 'book', '2026-11')
    expect(linesOf(november)).toEqual([
      ['tenant_fee', 'book-prod', '29/30', '0.966666666667', '47.37'],
      ['tenant_fee', 'book-prod', '1/30', '0.033333333333', '16.33'],
      ['usage', 'doc.units', '', '10', '0.50'],
      ['usage', 'doc.units', '', '10', '1.00'],
    ])
    const [old, moved] = november.snapshot.lines
    expect([old?.explain.priceBook, moved?.explain.priceBook]).toEqual(['standard', undefined])
    expect(await verifyInvoice(december, checkDocument, 'book', november.invoiceId)).toMatchObject({ identical: true })
  })

  it('keeps its tax when the buyer moves abroad after it', async () => {
    await makeOrg(db, 'moves')
    await makeUsage(db, 'moves', { quantity: '2000' })
    await changeTerms(lateNovember, 'moves', { buyer: berlinParty, treatment: 'export' })
    const october = await previewInvoice(lateNovember, 'moves', '2026-10')
    expect(october).toMatchObject({
      treatment: 'domestic',
      taxes: [{ rate: '8.10', base: '100.00', tax: '8.10' }],
      total: '108.10',
      buyer: { town: 'Bern', country: 'CH' },
    })
    expect(await runTotal('moves', '2026-10')).toMatchObject({ state: 'ready', total: '108.10' })
  })

  it('taxes late usage as the day was, on the invoice of a month that is taxed otherwise', async () => {
    await makeOrg(db, 'late')
    await makeUsage(db, 'late', { quantity: '20' })
    await issueFor(on('2026-11-01T10:00:00Z'), 'late', '2026-10')
    await changeTerms(on('2026-11-01T11:00:00Z'), 'late', { buyer: berlinParty, treatment: 'export' })
    await makeUsage(db, 'late', { quantity: '2500', at: '2026-10-20T10:00:00Z' })
    await makeUsage(db, 'late', { quantity: '100', at: '2026-11-10T10:00:00Z' })
    const november = await issueFor(december, 'late', '2026-11')
    expect(november.snapshot).toMatchObject({
      treatment: 'export',
      taxes: [
        { rate: '0.00', base: '5.00', tax: '0.00' },
        { rate: '8.10', base: '125.00', tax: '10.13', treatment: 'domestic' },
      ],
      total: '140.13',
    })
    expect(linesOf(november)).toEqual([
      ['usage', 'doc.units', '', '100', '5.00'],
      ['correction', 'doc.units', '2026-10', '2500', '125.00'],
    ])
    await changeTerms(on('2026-12-03T11:00:00Z'), 'late', { termsDays: 10, priceBook: 'special' })
    expect(await verifyInvoice(december, checkDocument, 'late', november.invoiceId)).toMatchObject({ identical: true })
  })

  it('keeps its terms of payment, and is asked of the address it had', async () => {
    await makeOrg(db, 'pays', { payBy: 'invoice' })
    await makeUsage(db, 'pays', { quantity: '100' })
    await changeTerms(lateNovember, 'pays', { payBy: 'card', termsDays: 10, buyer: { ...buyerParty, town: 'Thun' } })
    expect(await previewInvoice(lateNovember, 'pays', '2026-10')).toMatchObject({
      payBy: 'invoice',
      termsDays: 30,
      buyer: { town: 'Bern' },
    })
  })

  it('is addressed as it is known by now where the address was not complete', async () => {
    await makeOrg(db, 'completes', { buyer: { ...buyerParty, street: '', town: '' } })
    await makeUsage(db, 'completes', { quantity: '100' })
    expect(await codeOf(previewInvoice(lateNovember, 'completes', '2026-10'))).toBe('address_missing')
    await changeTerms(lateNovember, 'completes', { buyer: buyerParty })
    expect((await previewInvoice(lateNovember, 'completes', '2026-10')).buyer).toEqual(buyerParty)
  })
})

let taxed = 0

describe('a change of terms', () => {
  it('never holds on a day that is invoiced', async () => {
    await makeOrg(db, 'invoiced')
    await makeUsage(db, 'invoiced')
    await issueFor(lateNovember, 'invoiced', '2026-10')
    const save = (effectiveOn: string) =>
      codeOf(changeTerms(lateNovember, 'invoiced', { priceBook: 'special' }, { effectiveOn }))
    expect(await save('2026-10-31')).toBe('terms_invoiced')
    expect(await save('2026-11-01')).toBe('ok')
  })

  it('and the invoice of the same days never miss each other, whichever comes first', async () => {
    for (let round = 0; round < 10; round += 1) {
      const org = `race-${round}`
      await makeOrg(db, org)
      await makeTenant(db, org, `${org}-prod`, '2026-09-01T00:00:00Z')
      const [saved, issued] = await Promise.all([
        codeOf(changeTerms(lateNovember, org, { priceBook: 'special' }, { effectiveOn: '2026-10-01' })),
        issueFor(lateNovember, org, '2026-10'),
      ])
      const [fee] = linesOf(issued).filter(([kind]) => kind === 'tenant_fee')
      expect([saved, fee?.[4]]).toEqual(saved === 'ok' ? ['ok', '490.00'] : ['terms_invoiced', '49.00'])
    }
  })

  it('that is planned prices usage and the gate from its day on, and no instant before', async () => {
    await makeOrg(db, 'planned')
    await changeTerms(lateNovember, 'planned', { priceBook: 'special' }, { effectiveOn: '2026-12-01' })
    const bookAt = async (time: string) => (await readGate(on(time), 'planned')).priceBook
    expect(await bookAt('2026-11-30T22:59:59Z')).toBe('standard')
    expect(await bookAt('2026-11-30T23:00:00Z')).toBe('special')
    await makeUsage(db, 'planned', { quantity: '10', at: '2026-11-30T22:59:59Z' })
    await makeUsage(db, 'planned', { quantity: '10', at: '2026-11-30T23:00:00Z' })
    const rows = await db.$client<{ day: string; book: string; amount: string }[]>`
      select day_on as day, price_book as book, amount::numeric(10, 2)::text as amount
        from usage_events where org_id = 'planned' order by occurred_at`
    expect(rows).toEqual([
      { day: '2026-11-30', book: 'standard', amount: '0.50' },
      { day: '2026-12-01', book: 'special', amount: '1.00' },
    ])
  })

  it('holds from the beginning while nothing is recorded yet', async () => {
    await makeOrg(db, 'fresh')
    await changeTerms(lateNovember, 'fresh', { priceBook: 'special' })
    await makeUsage(db, 'fresh', { quantity: '10' })
    expect(linesOf({ snapshot: await previewInvoice(lateNovember, 'fresh', '2026-10') })).toEqual([
      ['usage', 'doc.units', '', '10', '1.00'],
    ])
  })

  it.each([
    [{ treatment: 'export' }, 'treatment_wrong'],
    [{ buyer: berlinParty }, 'treatment_unusual'],
    [{ buyer: { ...berlinParty, vatNumber: 'DE000000000' }, treatment: 'reverse_charge' }, 'invalid_request'],
    [{ buyer: { ...berlinParty, vatNumber: 'DE136695976' }, treatment: 'reverse_charge' }, 'ok'],
    [{ buyer: berlinParty, treatment: 'reverse_charge' }, 'treatment_wrong'],
    [{ buyer: { ...buyerParty, vatNumber: 'CHE-123.456.789 MWST' } }, 'invalid_request'],
    [{ treatment: 'exempt' }, 'treatment_wrong'],
    [{ treatment: 'exempt', exemption: 'Art. 21 Abs. 2 Ziff. 11 MWSTG' }, 'ok'],
  ] as const)('%o is answered %s', async (over, outcome) => {
    taxed += 1
    const org = `taxed-${taxed}`
    await makeOrg(db, org)
    expect(await codeOf(changeTerms(lateNovember, org, over))).toBe(outcome)
  })

  it('names the article of an exemption on the invoice', async () => {
    await makeOrg(db, 'article')
    await makeUsage(db, 'article', { quantity: '100' })
    const exemption = 'Art. 21 Abs. 2 Ziff. 11 MWSTG'
    await changeTerms(lateNovember, 'article', { treatment: 'exempt', exemption }, { effectiveOn: '2026-10-01' })
    expect(await previewInvoice(lateNovember, 'article', '2026-10')).toMatchObject({
      exemption,
      taxes: [{ rate: '0.00', base: '5.00', tax: '0.00' }],
    })
  })
})
