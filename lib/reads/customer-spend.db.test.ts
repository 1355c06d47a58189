import { expect, it } from 'vitest'
import { contextOf, machine, makeOrg, makeUsage, payer, preparePlatform, usageEvent } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { customerSpend } from './customer-spend'
import { usagePage } from './usage-page'

const { db } = await testDatabase()
await preparePlatform(db)

it('adds up this month and the one before day by day, and foretells the end at the pace of the last week', async () => {
  await makeOrg(db, 'acme')
  for (const day of ['10-01', '10-31', '11-14', '11-20', '11-21']) {
    await makeUsage(db, 'acme', { at: `2026-${day}T08:00:00Z`, quantity: '140', resource: 'job' })
  }
  const spend = await customerSpend(contextOf(db, payer('acme')), 'acme')
  expect(spend).toMatchObject({ spent: '21.00', lastMonth: '14.00', month: '2026-11', lastDay: '2026-11-30' })
  expect(spend.before).toEqual({ month: '2026-10', from: '2026-10-01', to: '2026-10-31' })
  // 14.00 in the last seven full days is 2.00 a day, for 9 days and 13 of today's 24 hours.
  expect(spend.forecast).toBe('40.08')
  expect(spend.change).toBe(186)
  expect(spend.days).toHaveLength(31)
  expect(spend.days[13]).toEqual({
    number: 14,
    day: '2026-11-14',
    amount: '7.00',
    dayBefore: '2026-10-14',
    amountBefore: '0.00',
  })
  expect(spend.days[30]).toMatchObject({ day: null, amount: null, amountBefore: '7.00' })
})

it('a customer who began this week is foretold by the days since, and one without use is foretold nothing', async () => {
  await makeOrg(db, 'fresh')
  const ctx = contextOf(db, payer('fresh'))
  expect(await customerSpend(ctx, 'fresh')).toMatchObject({ spent: '0.00', forecast: '0.00', anything: false })
  await makeUsage(db, 'fresh', { at: '2026-11-20T08:00:00Z', quantity: '48', resource: 'job' })
  expect(await customerSpend(ctx, 'fresh')).toMatchObject({ spent: '2.40', forecast: '25.30', change: null })
  expect(await codeOf(customerSpend(contextOf(db, payer('other')), 'fresh'))).toBe('not_found')
})

it('usage that waits to be paid is in no figure, and said beside it, as on the page of usage', async () => {
  await makeFunded(db, 'owing', 'prepaid', '1.00')
  const ctx = contextOf(db, payer('owing'))
  expect(await customerSpend(ctx, 'owing')).toMatchObject({ spent: '0.00', unpaid: null })
  const events = [
    ['paid', '20'],
    ['waits', '140'],
  ].map(([key, quantity]) => usageEvent('owing', { key, quantity, at: '2026-11-21T08:00:00Z' }))
  await recordUsageBatch(contextOf(db, machine()), events)
  const { spent, unpaid, anything } = await customerSpend(ctx, 'owing')
  expect({ spent, unpaid, anything }).toEqual({ spent: '1.00', unpaid: '7.00', anything: true })
  const asked = { from: undefined, to: undefined, meter: undefined, resource: undefined, page: 1 }
  expect(await usagePage(ctx, 'owing', asked)).toMatchObject({ total: spent, unpaid: { count: 1, amount: unpaid } })
})
