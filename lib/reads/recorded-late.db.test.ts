import { expect, it } from 'vitest'
import {
  at,
  contextOf,
  issueFor,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  payer,
  preparePlatform,
} from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { addTaxRate } from '@/lib/flows/settings/add-tax-rate'
import { reportTenant } from '@/lib/flows/tenants/report-tenant'
import { adminRecordedLate } from './admin-recorded-late'
import { adminTaxRates } from './admin-tax-rates'
import { customerInvoices } from './customer-invoices'

const { db } = await testDatabase()
const ctx = contextOf(db)
const december = contextOf(db, undefined, at('2026-12-03T10:00:00Z'))
await preparePlatform(db)

it('what was recorded after its month was billed is listed until an invoice has it, with what is left of credit', async () => {
  await makeOrg(db, 'late')
  await makeTenant(db, 'late', 'late-prod', '2026-09-01T00:00:00Z')
  await issueFor(ctx, 'late', '2026-10')
  expect((await adminRecordedLate(ctx, undefined)).orgs).toEqual([])
  await reportTenant(contextOf(db, machine()), 'late-prod', { kind: 'delete', at: at('2026-10-01T10:00:00Z') })
  await makeUsage(db, 'late', { quantity: '100', at: '2026-10-15T10:00:00Z' })
  expect((await adminRecordedLate(ctx, undefined)).orgs).toEqual([
    {
      org: 'late',
      name: 'Org late',
      currency: 'CHF',
      refused: '',
      items: [
        { month: '2026-10', kind: 'usage', subject: 'doc.units', detail: '', amount: '5.00', facts: 1, changed: 0 },
        {
          month: '2026-10',
          kind: 'tenant_fee',
          subject: 'late-prod',
          detail: '',
          amount: '-47.42',
          facts: 1,
          changed: 0,
        },
      ],
    },
  ])
  const open = async () => (await customerInvoices(contextOf(db, payer('late')), 'late', undefined)).openCredit
  expect(await open()).toEqual({ amount: '47.42', currency: 'CHF' })
  await issueFor(december, 'late', '2026-11')
  expect((await adminRecordedLate(ctx, undefined)).orgs.map(({ items }) => items)).toEqual([
    [
      {
        month: '2026-10',
        kind: 'tenant_fee',
        subject: 'late-prod',
        detail: '',
        amount: '-42.42',
        facts: 1,
        changed: 0,
      },
    ],
  ])
  expect(await open()).toEqual({ amount: '42.42', currency: 'CHF' })
})

it('a rate of VAT holds from its day, of two for one day the later one, and never on an invoiced day', async () => {
  expect(await codeOf(addTaxRate(december, { effectiveOn: '2026-11-30', rate: '9.00' }))).toBe('terms_invoiced')
  await addTaxRate(december, { effectiveOn: '2026-12-15', rate: '9.00' })
  await addTaxRate(december, { effectiveOn: '2026-12-15', rate: '8.80' })
  expect((await adminTaxRates(december)).map(({ effectiveOn, rate }) => [effectiveOn, rate])).toEqual([
    ['2026-12-15', '8.80'],
    ['2024-01-01', '8.10'],
    ['2018-01-01', '7.70'],
  ])
  await makeOrg(db, 'taxed')
  await makeUsage(db, 'taxed', { quantity: '100', at: '2026-12-14T10:00:00Z' })
  await makeUsage(db, 'taxed', { quantity: '100', at: '2026-12-15T10:00:00Z' })
  const { snapshot } = await issueFor(contextOf(db, undefined, at('2027-01-04T10:00:00Z')), 'taxed', '2026-12')
  expect(snapshot.taxes).toEqual([
    { rate: '8.10', base: '5.00', tax: '0.41' },
    { rate: '8.80', base: '5.00', tax: '0.44' },
  ])
  expect(await codeOf(addTaxRate(contextOf(db, payer('taxed')), { effectiveOn: '2027-06-01', rate: '1.00' }))).toBe(
    'not_found',
  )
})

it('orgs are listed page by page, each once, past orgs of which nothing is left to bill', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `paged-${String(index).padStart(2, '0')}`)
  for (const name of names) {
    await makeOrg(db, name)
    await makeTenant(db, name, `${name}-prod`, '2026-10-01T00:00:00Z')
    await issueFor(ctx, name, '2026-10')
    await makeUsage(db, name, { quantity: '100', at: '2026-10-15T10:00:00Z' })
    // Every third one is billed by now.
    if (Number(name.slice(6)) % 3 === 0) await issueFor(december, name, '2026-11')
  }
  const pages: string[][] = []
  let after: string | undefined
  do {
    const page = await adminRecordedLate(december, after)
    expect(page.isFirst).toBe(pages.length === 0)
    pages.push(page.orgs.map(({ org }) => org))
    after = page.after ?? undefined
  } while (after !== undefined)
  expect(pages.length).toBeGreaterThan(1)
  expect(pages.flat().filter((org) => org.startsWith('paged-'))).toEqual(
    names.filter((name) => Number(name.slice(6)) % 3 !== 0),
  )
  expect((await adminRecordedLate(december, 'paged-27')).orgs[0]?.org).toBe('paged-28')
  await expect(adminRecordedLate(contextOf(db, payer('late')), undefined)).rejects.toMatchObject({ code: 'not_found' })
})
