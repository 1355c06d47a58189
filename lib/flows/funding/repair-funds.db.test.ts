import { expect, it } from 'vitest'
import { findGate } from '@/db/queries/gates'
import { contextOf, machine, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { amount, booksOf, makeFunded, start } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { reserve } from '@/lib/flows/gate/reserve'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { repairFunds, repairFundsAfter } from './repair-funds'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const asMachine = contextOf(db, machine())

it('grants that agree with the ledger are left alone', async () => {
  await makeFunded(db, 'sound', 'prepaid', '20')
  await recordUsageBatch(asMachine, [usageEvent('sound')])
  await reserve(asMachine, {
    ...start('sound'),
    use: { meter: 'doc.units', quantity: amount('40') },
    id: 'r',
    seconds: 60,
  })
  expect(await repairFunds(ctx, 'sound')).toEqual([])
})

it('grants that were tampered with are put right by the ledger, and the gate with them', async () => {
  await makeFunded(db, 'odd', 'prepaid', '20')
  await recordUsageBatch(asMachine, [usageEvent('odd')])
  await ownerSql`update credit_grants set remaining = 0, used = 20 where org_id = 'odd'`
  expect(await repairFundsAfter(ctx, '')).toEqual({ next: null, repaired: ['odd'] })
  expect(await booksOf(db, 'odd')).toMatchObject({ remaining: amount('15'), used: amount('5'), ledger: amount('15') })
  const found = await findGate(db, 'odd', today)
  expect(found).toMatchObject({ state: 'current', gate: { remaining: amount('15'), halted: false } })
  expect(await repairFundsAfter(ctx, '')).toEqual({ next: null, repaired: [] })
})
