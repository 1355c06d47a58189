import { beforeAll, describe, expect, it } from 'vitest'
import { contextOf, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { amount, booksOf, giveCredit, makeFunded } from '@/db/testing/funds'
import { randomOf, shuffled } from '@/db/testing/random'
import { testDatabase } from '@/db/testing/test-database'
import { formatDecimal } from '@/lib/core/money/decimal'
import { recordUsageBatch, type UsageEvent } from '@/lib/flows/usage/record-usage-batch'
import { size } from '@/lib/testing/size'
import { machineAt } from './testing/charging'
import { byClients, openDesks, tally } from './testing/desks'
import { disagreements, wrongGates } from './testing/disagreements'

const { url, db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const desks = openDesks(url, 4, 4)
const seed = Math.floor(Math.random() * 2 ** 31)
const random = randomOf(seed)

const batches = size(60)
const perBatch = 1000
/** Each batch begins a fifth of its size after the one before: four fifths of it were in others. */
const step = perBatch / 5
const distinct = (batches - 1) * step + perBatch
const orgs = ['storm-prepaid', 'storm-free', 'storm-invoice'] as const
/** Whole units of 0.05 each, so that sums can be told without the core. */
const quantityOf = (index: number) => 1 + (index % 3)

const events: readonly UsageEvent[] = Array.from({ length: distinct }, (_, index) =>
  usageEvent(orgs[index % 3] ?? '', {
    key: `storm-${index}`,
    quantity: `${quantityOf(index)}`,
    at: today.subtract({ minutes: index }).toString(),
    resource: `r${index % 7}`,
  }),
)
const sent = Array.from({ length: batches }, (_, place) => events.slice(place * step, place * step + perBatch))

const costOf = (org: string): bigint => {
  const units = events.reduce((sum, event, index) => sum + (event.org === org ? quantityOf(index) : 0), 0)
  return amount(`${units}`) / 20n
}

beforeAll(async () => {
  await preparePlatform(db)
  // In parts that are used up one after the other, with more in the last than is needed.
  const [first = '', ...others] = [16n, 8n, 24n, 64n].map((percent) =>
    formatDecimal((costOf('storm-prepaid') * percent) / 100n, 12),
  )
  await makeFunded(db, 'storm-prepaid', 'prepaid', first)
  for (const part of others) await giveCredit(ctx, 'storm-prepaid', part)
  await makeFunded(db, 'storm-free', 'free_credit', '5000')
  await makeFunded(db, 'storm-invoice', 'invoice')
})

const send = async (): Promise<Readonly<Record<string, number>>> => {
  const jobs = shuffled(sent, random).map((batch, place) => async () => {
    const desk = machineAt(desks[place % desks.length] ?? db)
    const { results } = await recordUsageBatch(desk, shuffled(batch, random))
    return results.map((result) => (result.outcome === 'refused' ? result.refusal.code : result.outcome))
  })
  return tally((await byClients(16, jobs)).flat())
}

describe(`${batches} batches of a thousand events with four fifths in common, by sixteen clients at once, and all again`, () => {
  it('count every event once', async () => {
    expect(await send(), `seed ${seed}`).toEqual({ accepted: distinct, repeated: batches * perBatch - distinct })
    expect(await send(), `seed ${seed}`).toEqual({ repeated: batches * perBatch })
  })

  it('cost exactly what their units cost, and the books agree with them to the last digit', async () => {
    const [row] = await ownerSql`select count(*)::int as events, max(n)::int as most from
      (select count(*) as n from usage_events group by org_id, idempotency_key) keys`
    expect(row).toEqual({ events: distinct, most: 1 })
    const cost = orgs.map(costOf)
    expect(await booksOf(db, 'storm-prepaid')).toMatchObject({ used: cost[0], charged: cost[0], postpaid: 0n })
    expect(await booksOf(db, 'storm-free')).toMatchObject({ used: cost[1], charged: cost[1], postpaid: 0n })
    expect(await booksOf(db, 'storm-invoice')).toMatchObject({ used: 0n, postpaid: cost[2], spent: cost[2] })
    expect(await disagreements(ownerSql), `seed ${seed}`).toEqual([])
    expect(await wrongGates(db, orgs, today), `seed ${seed}`).toEqual([])
  })
})
