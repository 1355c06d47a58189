import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { connect, disconnect } from '@/db/client'
import { preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { randomOf, shuffled } from '@/db/testing/random'
import { testDatabase } from '@/db/testing/test-database'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { machineAt } from './testing/charging'
import { byClients } from './testing/desks'
import { disagreements } from './testing/disagreements'

const { url, db, ownerSql } = await testDatabase()
const seed = Math.floor(Math.random() * 2 ** 31)
const random = randomOf(seed)
const orgs = Array.from({ length: 12 }, (_, place) => `many-${place}`)
const senders = Array.from({ length: 6 }, () =>
  connect({ url, role: 'kontor_app', connections: 4, applicationName: 'sender' }),
)
const closeSenders = async () => void (await Promise.all(senders.map(disconnect)))
afterAll(closeSenders)

/** What a server process met is counted for certain once that process is gone. */
const deadlocksMet = async (): Promise<number> => {
  await closeSenders()
  for (;;) {
    const [row] = await ownerSql<{ open: number; deadlocks: number }[]>`
      select deadlocks::int, (select count(*)::int from pg_stat_activity where application_name = 'sender') as open
        from pg_stat_database where datname = current_database()`
    if (row?.open === 0) return row.deadlocks
    await sleep(10)
  }
}

it('batches that name twelve orgs in any order never wait for each other in a circle, and all are counted', async () => {
  await preparePlatform(db)
  for (const [place, org] of orgs.entries()) await makeFunded(db, org, place % 2 ? 'prepaid' : 'invoice', '1000')
  const batches = 40
  const jobs = senders.flatMap((sender, place) =>
    Array.from({ length: batches }, (_, round) => async () => {
      const events = orgs.flatMap((org) =>
        [0, 1, 2].map((each) =>
          usageEvent(org, { key: `k${place}-${round}-${each}`, quantity: '1', at: today.toString() }),
        ),
      )
      await recordUsageBatch(machineAt(sender), shuffled(events, random))
    }),
  )
  await byClients(36, shuffled(jobs, random))
  const [row] = await ownerSql<{ events: number }[]>`select count(*)::int as events from usage_events`
  expect(row).toEqual({ events: senders.length * batches * orgs.length * 3 })
  expect(await disagreements(ownerSql), `seed ${seed}`).toEqual([])
  expect(await deadlocksMet(), `seed ${seed}`).toBe(0)
})
