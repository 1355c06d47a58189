import { expect, it } from 'vitest'
import { contextOf, machine, makeOrg, payer, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { customerFunding } from './customer-funding'

const { db } = await testDatabase()
await preparePlatform(db)

it('what is left runs out on the day that the pace of the last two weeks says, and never where nothing is used', async () => {
  await makeFunded(db, 'pace', 'prepaid', '10')
  const ctx = contextOf(db, payer('pace'))
  expect((await customerFunding(ctx, 'pace'))?.runsOutOn).toBeNull()
  // 7.00 in two weeks is 0.50 a day: 3.00 last for six days.
  const used = usageEvent('pace', { quantity: '140', at: today.toString() })
  expect((await recordUsageBatch(contextOf(db, machine()), [used])).results[0]?.outcome).toBe('accepted')
  expect(await customerFunding(ctx, 'pace')).toMatchObject({ runsOutOn: '2026-11-27', gate: { remaining: '3.00' } })
  const later = contextOf(db, payer('pace'), today.add({ hours: 24 * 15 }))
  expect((await customerFunding(later, 'pace'))?.runsOutOn).toBeNull()
})

it('an organization that is billed by invoice has nothing that runs out, and nobody else is told of it', async () => {
  await makeOrg(db, 'billed')
  expect(await customerFunding(contextOf(db, payer('billed')), 'billed')).toBeNull()
  expect(await codeOf(customerFunding(contextOf(db, payer('other')), 'billed'))).toBe('not_found')
})
