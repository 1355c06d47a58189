import { beforeAll, expect, it } from 'vitest'
import { contextOf, machine, preparePlatform, usageEvent } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { parseDecimal } from '@/lib/core/money/decimal'
import { amendUsage, takeBackUsage } from '@/lib/flows/usage/change-usage'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { usageFile } from './usage-file'
import { usageEvents, usagePage } from './usage-page'

const { db } = await testDatabase()
const ctx = contextOf(db)
const asMachine = contextOf(db, machine())
const org = 'shown'
const day = '2026-11-20'
const asked = { from: day, to: day, meter: undefined, resource: undefined, page: 1 }

beforeAll(async () => {
  await preparePlatform(db)
  await makeFunded(db, org, 'prepaid', '100')
  for (const key of ['stays', 'wrong', 'more']) {
    const event = usageEvent(org, { key, quantity: '40', at: `${day}T10:00:00Z` })
    await recordUsageBatch(asMachine, [event])
  }
  await takeBackUsage(asMachine, { org, key: 'wrong', reason: '' })
  const to = { quantity: parseDecimal('60', 12) ?? 0n }
  await amendUsage(asMachine, { org, key: 'more', reason: '', to, changeKey: '' })
})

it('lists what was taken back or amended beside what does so, each with the key under which it was told', async () => {
  const { rows } = await usageEvents(ctx, org, asked)
  const seen = rows.map(({ quantity, became, does, originalKey }) => [quantity, became, does, originalKey])
  expect(seen.sort()).toEqual([
    ['-40', '', 'takes_back', 'more'],
    ['-40', '', 'takes_back', 'wrong'],
    ['40', '', '', ''],
    ['40', 'amended', '', ''],
    ['40', 'taken_back', '', ''],
    ['60', '', 'amends', 'more'],
  ])
})

it('counts what is left, and says in the file how much was taken back', async () => {
  expect(await usagePage(ctx, org, asked)).toMatchObject({ total: '5.00', events: 2 })
  const { parts } = await usageFile(ctx, org, asked)
  let text = ''
  for await (const part of parts) text += part
  expect(text.trim().split(/\r?\n/)).toEqual([
    'day,meter,unit,resource,quantity,amount,currency,events,taken_back,meter_name',
    '2026-11-20,doc.units,unit,,100,5.00,CHF,2,4.00,doc.units',
  ])
})
