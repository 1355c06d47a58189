import { expect, it } from 'vitest'
import { contextOf, machine, makeOrg, payer, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { cardOnFile, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { recordPaymentMethod } from '@/lib/flows/funding/record-payment-method'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { customerFunding } from './customer-funding'

const { db } = await testDatabase()
await preparePlatform(db)

it('what is left runs out on the day that the pace of the last full days says, and never where nothing is used', async () => {
  await makeFunded(db, 'pace', 'prepaid', '10')
  const ctx = contextOf(db, payer('pace'))
  expect((await customerFunding(ctx, 'pace'))?.runsOutOn).toBeNull()
  const use = async (day: string, quantity: string) => {
    const used = usageEvent('pace', { quantity, at: `2026-11-${day}T10:00:00Z` })
    expect((await recordUsageBatch(contextOf(db, machine()), [used])).results[0]?.outcome).toBe('accepted')
  }
  await use('19', '20')
  await use('20', '20')
  // 1.00 a day leaves 8.00 at eleven in the morning: thirteen hours of today, and eight days.
  expect(await customerFunding(ctx, 'pace')).toMatchObject({ runsOutOn: '2026-11-29', gate: { remaining: '8.00' } })
  await use('21', '150')
  expect(await customerFunding(ctx, 'pace')).toMatchObject({ runsOutOn: '2026-11-21', gate: { remaining: '0.50' } })
  const later = contextOf(db, payer('pace'), today.add({ hours: 24 * 15 }))
  expect((await customerFunding(later, 'pace'))?.runsOutOn).toBeNull()
})

it('free credit runs out by itself, whatever the card behind it may still pay', async () => {
  await makeFunded(db, 'both', 'free_credit', '10')
  const ctx = contextOf(db, payer('both'))
  await recordPaymentMethod(contextOf(db), 'both', cardOnFile('cus_both'))
  const used = usageEvent('both', { quantity: '40', at: '2026-11-20T10:00:00Z' })
  await recordUsageBatch(contextOf(db, machine()), [used])
  expect(await customerFunding(ctx, 'both')).toMatchObject({ runsOutOn: '2026-11-25', gate: { remaining: null } })
})

it('an organization that is billed by invoice has nothing that runs out, and nobody else is told of it', async () => {
  await makeOrg(db, 'billed')
  expect(await customerFunding(contextOf(db, payer('billed')), 'billed')).toBeNull()
  expect(await codeOf(customerFunding(contextOf(db, payer('other')), 'billed'))).toBe('not_found')
})
