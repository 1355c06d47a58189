import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConnectOptions, connect, type Db, disconnect } from '@/db/client'
import { listInvoices } from '@/db/queries/invoices'
import { readRole } from '@/db/role'
import { contextOf, machine, makeInvoice, preparePlatform, usageEvent } from '@/db/testing/fixtures'
import { booksOf, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { roleProblems } from '@/lib/core/setup/database-role'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { findPgBouncer, startPgBouncer } from './pgbouncer'
import type { Pooler, PoolerOptions } from './pooler'
import { startStandIn } from './stand-in'

const { url, db: direct, ownerSql } = await testDatabase()
await preparePlatform(direct)
await makeInvoice(direct, 'issued')

/** A login of the app as the README describes it for a pooler. */
const login = `pooled_${new URL(url).pathname.slice(1)}`
await ownerSql.unsafe(`
  create role ${login} login password 'test' in role kontor_app;
  alter role ${login} set statement_timeout = '15s';
  alter role ${login} set timezone = 'UTC'`)
afterAll(() => ownerSql.unsafe(`drop role if exists ${login}`))

const asLogin = (address: string): string => {
  const given = new URL(address)
  given.username = login
  given.password = 'test'
  return given.toString()
}

const opened: Db[] = []
const open = (options: Omit<ConnectOptions, 'role'>): Db => {
  const db = connect({ ...options, role: 'kontor_app' })
  opened.push(db)
  return db
}

const bouncer = findPgBouncer()
const poolers: [string, (options: PoolerOptions) => Promise<Pooler>][] = [['a stand-in for a pooler', startStandIn]]
if (bouncer) poolers.push(['PgBouncer', (options) => startPgBouncer(bouncer, options)])

describe.each(poolers)('%s', (_, start) => {
  let strict: Pooler
  let lax: Pooler
  let own: Pooler
  beforeAll(async () => {
    strict = await start({ url, ignores: false })
    lax = await start({ url, ignores: true })
    own = await start({ url: asLogin(url), ignores: false })
  })
  afterAll(async () => {
    await Promise.all(opened.splice(0).map(disconnect))
    await Promise.all([strict.stop(), lax.stop(), own.stop()])
  })

  it('that refuses the role at the start is not taken for a database that is there', async () => {
    const db = open({ url: strict.url, connections: 1 })
    await expect(readRole(db.$client)).rejects.toThrow('unsupported startup parameter')
  })

  it('that drops the role leaves the app as the owner, which is seen and ends all work', async () => {
    const db = open({ url: lax.url, connections: 2 })
    const problems = roleProblems(await readRole(db.$client))
    expect(problems).toContain(`${decodeURIComponent(new URL(url).username)} is a superuser.`)
    await expect
      .poll(() => listInvoices(db, { org: 'issued', today: '2026-11-21' }).then(() => 'answered', String), {
        timeout: 60_000,
      })
      .toContain('does not have the rights that it must have')
  })

  it('serves an app whose login has the role itself: what runs at once adds up', async () => {
    const db = open({ url: own.url, connections: 20, pooler: 'transaction' })
    expect(roleProblems(await readRole(db.$client))).toEqual([])
    const org = `pooled-${poolers.findIndex(([, each]) => each === start)}`
    await makeFunded(db, org, 'prepaid', '100')
    const send = async (index: number) => {
      const event = usageEvent(org, { key: `event-${index}`, quantity: '1' })
      const { results } = await recordUsageBatch(contextOf(db, machine()), [event])
      return results[0]?.outcome
    }
    const outcomes = await Promise.all(Array.from({ length: 60 }, (_, index) => send(index % 50)))
    expect(outcomes.filter((each) => each === 'accepted')).toHaveLength(50)
    const books = await booksOf(db, org)
    expect(books.charged).toBeGreaterThan(0n)
    expect(books.used).toBe(books.charged)
    expect(await booksOf(direct, org)).toEqual(books)
    const invoice = await makeInvoice(db, `${org}-billed`)
    expect(await listInvoices(direct, { org: `${org}-billed`, today: '2026-11-21' })).toMatchObject([
      { invoiceId: invoice.invoiceId },
    ])
  })
})
