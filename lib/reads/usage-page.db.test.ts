import { expect, it } from 'vitest'
import { listDailyRows } from '@/db/queries/usage-report'
import { contextOf, makeOrg, makeUsage, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { usageFile } from './usage-file'
import { usageEvents, usagePage } from './usage-page'

const { db } = await testDatabase()
await preparePlatform(db)
await makeOrg(db, 'acme')
const used = [
  { at: '2026-10-03T10:00:00Z', quantity: '100', resource: 'job-a' },
  { at: '2026-10-03T22:30:00Z', quantity: '50', resource: 'job-b' },
  { at: '2026-10-20T10:00:00Z', quantity: '200', resource: 'job-a' },
  { at: '2026-09-30T21:59:59Z', quantity: '40', resource: 'job-a' },
] as const
for (const each of used) await makeUsage(db, 'acme', each)

const none = { from: undefined, to: undefined, meter: undefined, resource: undefined, page: 1 }
const october = { ...none, from: '2026-10-01', to: '2026-10-31' }
const span = { start: '2026-10-01', end: '2026-11-01' }
const ctx = contextOf(db, payer('acme'))

it('adds up to the cent by day, meter and resource, beside the month before', async () => {
  const page = await usagePage(ctx, 'acme', october)
  expect(page).toMatchObject({
    currency: 'CHF',
    span: { from: '2026-10-01', to: '2026-10-31' },
    before: { from: '2026-09-01', to: '2026-09-30' },
    total: '17.50',
    totalBefore: '2.00',
    change: 775,
    events: 3,
  })
  expect(page.meters).toMatchObject([{ meter: 'doc.units', quantity: '350', amount: '17.50', amountBefore: '2.00' }])
  expect(page.days).toHaveLength(31)
  expect(page.days.filter(({ total }) => total !== '0.00').map(({ day, total }) => [day, total])).toEqual([
    ['2026-10-03', '5.00'],
    ['2026-10-04', '2.50'],
    ['2026-10-20', '10.00'],
  ])
  expect(page.resources.rows.map(({ resource, amount }) => [resource, amount])).toEqual([
    ['job-a', '15.00'],
    ['job-b', '2.50'],
  ])
})

it('opens a figure down to its events', async () => {
  const day = { ...october, from: '2026-10-03', to: '2026-10-03' }
  expect(await usagePage(ctx, 'acme', day)).toMatchObject({ total: '5.00', detail: true })
  const { rows } = await usageEvents(ctx, 'acme', day)
  expect(rows).toMatchObject([{ at: '2026-10-03T10:00:00Z', resource: 'job-a', quantity: '100', amount: '5.00' }])
  const ofResource = await usagePage(ctx, 'acme', { ...october, resource: 'job-b' })
  expect(ofResource).toMatchObject({ total: '2.50', resource: 'job-b', detail: true })
  expect((await usagePage(ctx, 'acme', { ...october, meter: 'none' })).total).toBe('0.00')
  expect((await usagePage(ctx, 'acme', october)).detail).toBe(false)
})

it('is seen by members of the org alone', async () => {
  expect(await codeOf(usagePage(contextOf(db, payer('other')), 'acme', none))).toBe('not_found')
  expect(await codeOf(usageEvents(contextOf(db, payer('other')), 'acme', none))).toBe('not_found')
})

it('is downloaded as a file that adds up to the same, however many parts it takes', async () => {
  const { name, parts } = await usageFile(ctx, 'acme', october)
  expect(name).toBe('usage-acme-2026-10-01-2026-10-31.csv')
  let text = ''
  for await (const part of parts) text += part
  expect(text.split('\r\n')).toEqual([
    'day,meter,unit,resource,quantity,amount,currency,events,taken_back,meter_name',
    '2026-10-03,doc.units,unit,job-a,100,5.00,CHF,1,0.00,doc.units',
    '2026-10-04,doc.units,unit,job-b,50,2.50,CHF,1,0.00,doc.units',
    '2026-10-20,doc.units,unit,job-a,200,10.00,CHF,1,0.00,doc.units',
    '',
  ])
})

it('pages through more rows than fit into one part without leaving one out or telling one twice', async () => {
  const rows = []
  let after = null
  do {
    const found = await listDailyRows(db, 'acme', { span, meter: null, resource: null }, after, 1)
    rows.push(...found)
    after = found.at(-1) ?? null
  } while (after)
  expect(rows.map(({ day, resource }) => `${day} ${resource}`)).toEqual([
    '2026-10-03 job-a',
    '2026-10-04 job-b',
    '2026-10-20 job-a',
  ])
})
