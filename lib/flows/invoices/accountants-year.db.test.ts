import { expect, it } from 'vitest'
import { findInvoice, type IssuedInvoice, listPayments } from '@/db/queries/invoices'
import { openCardDesk } from '@/db/testing/card-payments'
import { berlinParty, changeTerms, publishSpecialBook } from '@/db/testing/dated-terms'
import {
  at,
  buyerParty,
  contextOf,
  issueFor,
  linesOf,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  preparePlatform,
} from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import type { Ctx } from '@/lib/context'
import { type Minor, minor } from '@/lib/core/money/amount'
import { type BankPayment, markInvoicePaid } from '@/lib/flows/payments/mark-invoice-paid'
import { undoPayment } from '@/lib/flows/payments/undo-payment'
import { reportTenant } from '@/lib/flows/tenants/report-tenant'
import { checkDocument } from '@/lib/pdf/check-document'
import { verifyInvoice } from './verify-invoice'

/*
 * A year of three organizations, month by month, against figures that were worked out by hand beside the test.
 * `standard`: 49.00 a month, setup 100.00, ocr 1.50 a day, units 0.05. `special`: 490.00 a month, units 0.10. VAT 8.10 %.
 */
const { db } = await testDatabase()
const { stripe } = openCardDesk()
const on = (text: string): Ctx => contextOf(db, undefined, at(text))
await preparePlatform(db)
await publishSpecialBook(db)
const berlin = { ...berlinParty, name: 'Bewegt GmbH', vatNumber: 'DE136695976' }
const boston = { ...berlin, name: 'Abroad Inc.', town: 'Boston', country: 'US', vatNumber: '' }

const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`)
const nextMonth = (month: string): string => months[months.indexOf(month) + 1] ?? '2027-01'

/** What happens in a month, and what is told after it was invoiced. */
const told: Readonly<Record<string, () => Promise<unknown>>> = {
  // moves: from Bern to Berlin on 1 July, under reverse charge; 125.00 of June arrive on 15 July.
  '2026-07': async () => {
    await changeTerms(on('2026-07-01T08:00:00Z'), 'moves', { buyer: berlin, treatment: 'reverse_charge' })
    await makeUsage(db, 'moves', { quantity: '2500', at: '2026-06-20T10:00:00Z' })
  },
  // settles: another price book from 16 May on.
  '2026-05': () => changeTerms(on('2026-05-16T08:00:00Z'), 'settles', { priceBook: 'special' }),
  // settles: in September it is told that the tenant was deleted on 20 August.
  '2026-09': () =>
    reportTenant(contextOf(db, machine()), 'settles-prod', { kind: 'delete', at: at('2026-08-20T10:00:00Z') }),
  // abroad: suspended for ten whole days of March.
  '2026-03': async () => {
    const report = contextOf(db, machine())
    await reportTenant(report, 'abroad-prod', { kind: 'suspend', at: at('2026-03-09T23:00:00Z') })
    await reportTenant(report, 'abroad-prod', { kind: 'resume', at: at('2026-03-19T23:00:00Z') })
  },
  // abroad: deleted and created again within the hour.
  '2026-06': async () => {
    const report = contextOf(db, machine())
    await reportTenant(report, 'abroad-prod', { kind: 'delete', at: at('2026-06-05T10:00:00Z') })
    await makeTenant(db, 'abroad', 'abroad-prod', '2026-06-05T10:40:00Z', ['ocr'])
  },
  // abroad: comes to Switzerland on 16 October.
  '2026-10': () => changeTerms(on('2026-10-16T08:00:00Z'), 'abroad', { buyer: buyerParty, treatment: 'domestic' }),
}

const year = async (): Promise<ReadonlyMap<string, IssuedInvoice>> => {
  await makeOrg(db, 'settles', { payBy: 'invoice' })
  await makeOrg(db, 'moves', { payBy: 'invoice' })
  await makeOrg(db, 'abroad', { payBy: 'invoice', buyer: boston, treatment: 'export' })
  await makeTenant(db, 'settles', 'settles-prod', '2025-12-31T23:00:00Z')
  await makeTenant(db, 'abroad', 'abroad-prod', '2025-12-31T23:00:00Z', ['ocr'])
  const issued = new Map<string, IssuedInvoice>()
  for (const month of months) {
    await makeUsage(db, 'settles', { quantity: '1000', at: `${month}-10T10:00:00Z` })
    await makeUsage(db, 'moves', { quantity: '2000', at: `${month}-10T10:00:00Z` })
    await told[month]?.()
    for (const org of ['settles', 'moves', 'abroad']) {
      issued.set(`${org} ${month}`, await issueFor(on(`${nextMonth(month)}-02T09:00:00Z`), org, month))
    }
  }
  return issued
}
const issued = await year()
const invoiceOf = (org: string, month: string): IssuedInvoice =>
  issued.get(`${org} ${month}`) ?? expect.unreachable(`${org} has no invoice of ${month}`)

/** Net, VAT and total of each month, by hand. */
const figures: Readonly<Record<string, readonly (readonly [net: string, tax: string, total: string])[]>> = {
  settles: [
    // 49.00 + 100.00 setup + 50.00 usage
    ['199.00', '16.12', '215.12'],
    ['99.00', '8.02', '107.02'],
    ['99.00', '8.02', '107.02'],
    ['99.00', '8.02', '107.02'],
    // 49.00 × 15 ÷ 31 = 23.71, 490.00 × 16 ÷ 31 = 252.90, 50.00 usage on the 10th
    ['326.61', '26.46', '353.07'],
    ['590.00', '47.79', '637.79'],
    ['590.00', '47.79', '637.79'],
    ['590.00', '47.79', '637.79'],
    // 100.00 usage; of 490.00 × 20 ÷ 31 = 316.13 less 490.00 = −173.87, 100.00 are taken off
    ['0.00', '0.00', '0.00'],
    // 100.00 usage less the 73.87 that were left
    ['26.13', '2.12', '28.25'],
    ['100.00', '8.10', '108.10'],
    ['100.00', '8.10', '108.10'],
  ],
  moves: [
    ...Array.from({ length: 6 }, () => ['100.00', '8.10', '108.10'] as const),
    // 100.00 under reverse charge, 125.00 of June at 8.10 %
    ['225.00', '10.13', '235.13'],
    ...Array.from({ length: 5 }, () => ['100.00', '0.00', '100.00'] as const),
  ],
  abroad: [
    // 49.00 + 100.00 setup + 31 × 1.50
    ['195.50', '0.00', '195.50'],
    ['91.00', '0.00', '91.00'],
    // 49.00 × 21 ÷ 31 = 33.19, 21 × 1.50 = 31.50
    ['64.69', '0.00', '64.69'],
    ['94.00', '0.00', '94.00'],
    ['95.50', '0.00', '95.50'],
    ['94.00', '0.00', '94.00'],
    ['95.50', '0.00', '95.50'],
    ['95.50', '0.00', '95.50'],
    ['94.00', '0.00', '94.00'],
    // 49.00 as 23.71 + 25.29, ocr 22.50 + 24.00; 49.29 of it at 8.10 %
    ['95.50', '3.99', '99.49'],
    ['94.00', '7.61', '101.61'],
    ['95.50', '7.74', '103.24'],
  ],
}

it.each(Object.keys(figures))('%s is billed month by month what was worked out by hand', (org) => {
  const billed = months.map((month) => {
    const { net, tax, total } = invoiceOf(org, month).snapshot
    return [net, tax, total]
  })
  expect(billed).toEqual(figures[org])
})

it('a month that a move splits is taxed by the days before and after it', () => {
  const { snapshot } = invoiceOf('abroad', '2026-10')
  expect(snapshot.taxes).toEqual([
    { rate: '0.00', base: '46.21', tax: '0.00', treatment: 'export' },
    { rate: '8.10', base: '49.29', tax: '3.99' },
  ])
  expect(invoiceOf('moves', '2026-07').snapshot).toMatchObject({
    treatment: 'reverse_charge',
    buyer: { town: 'Berlin' },
    taxes: [
      { rate: '0.00', base: '100.00', tax: '0.00' },
      { rate: '8.10', base: '125.00', tax: '10.13', treatment: 'domestic' },
    ],
  })
  expect(invoiceOf('moves', '2026-06').snapshot.buyer.town).toBe('Bern')
})

it('what was recorded late is a line of its own month until it is used up', () => {
  expect(linesOf(invoiceOf('settles', '2026-09'))).toEqual([
    ['usage', 'doc.units', '', '1000', '100.00'],
    ['fee_correction', 'settles-prod', '2026-08', '-1', '-100.00'],
  ])
  expect(linesOf(invoiceOf('settles', '2026-10')).at(-1)).toEqual([
    'fee_correction',
    'settles-prod',
    '2026-08',
    '-1',
    '-73.87',
  ])
})

it('numbers have no gap in either year, and the VAT of the year is the sum of what was worked out', async () => {
  const numbers = [...issued.values()].map(({ number }) => number).sort()
  const of = (which: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${which}-${String(index + 1).padStart(6, '0')}`)
  expect(numbers).toEqual([...of('2026', 33), ...of('2027', 3)])
  const [row] = await db.$client<{ tax: string }[]>`select sum(tax)::text as tax from invoices`
  expect(row?.tax).toBe('306.40')
})

it('every invoice of the year recomputes to its bytes', async () => {
  for (const { orgId, invoiceId } of issued.values()) {
    expect(await verifyInvoice(on('2027-01-03T09:00:00Z'), checkDocument, orgId, invoiceId)).toMatchObject({
      identical: true,
    })
  }
})

const pay = (month: string, over: Partial<BankPayment> & { readonly amount: Minor }) =>
  markInvoicePaid(on('2026-12-20T09:00:00Z'), stripe, 'settles', invoiceOf('settles', month).invoiceId, {
    paidOn: '2026-12-19',
    reference: month,
    ...over,
  })
const standing = async (month: string) => {
  const found = await findInvoice(db, 'settles', invoiceOf('settles', month).invoiceId)
  return { paid: found?.paidAmount, paidOn: found?.paidOn ?? null }
}

it('parts add up to the total, what is beyond it is returned, and a mistake is undone', async () => {
  expect(await pay('2026-02', { amount: minor(5000n), reference: 'first half' })).toMatchObject({ outcome: 'part' })
  expect(await standing('2026-02')).toEqual({ paid: 5000n, paidOn: null })
  expect(await pay('2026-02', { amount: minor(5702n), reference: 'second half' })).toMatchObject({ outcome: 'paid' })
  expect(await standing('2026-02')).toEqual({ paid: 10702n, paidOn: '2026-12-19' })

  expect(await pay('2026-03', { amount: minor(20_000n) })).toMatchObject({ outcome: 'paid' })
  expect(await pay('2026-03', { amount: minor(9298n), kind: 'return', reference: 'back' })).toMatchObject({
    outcome: 'returned',
  })
  expect(await standing('2026-03')).toEqual({ paid: 10702n, paidOn: '2026-12-19' })

  expect(await pay('2026-04', { amount: minor(10702n) })).toMatchObject({ outcome: 'paid' })
  const { invoiceId } = invoiceOf('settles', '2026-04')
  const [payment] = await listPayments(db, 'settles', invoiceId)
  await undoPayment(on('2026-12-20T10:00:00Z'), 'settles', invoiceId, payment?.paymentId ?? '', 'the wrong invoice')
  expect(await standing('2026-04')).toEqual({ paid: 0n, paidOn: null })
  expect((await standing('2026-09')).paidOn).toBe('2026-10-02')
})
