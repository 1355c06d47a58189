import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { saveOrgInvoicing } from '@/db/commands/invoicing'
import { at, contextOf, makeOrg, makeTenant, makeUsage, preparePlatform } from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { randomOf } from '@/db/testing/random'
import { testDatabase } from '@/db/testing/test-database'
import { disagreements } from '@/lib/flows/funding/testing/disagreements'
import { isLong } from '@/lib/testing/size'
import type { RunningOrder, RunningReport } from './testing/running-process'

const { url, db, ownerSql } = await testDatabase()
await preparePlatform(db)

const kills = isLong ? 20 : 1
const random = randomOf(Number(process.env.KONTOR_STORM_SEED ?? 1))
const orgs = Array.from({ length: 8 }, (_, place) => `org-${place}`)

/** Runs jobs in a process of their own, and ends it after so many statements. Answers whether it came to its end before. */
const run = async (order: Omit<RunningOrder, 'url'>, statements: number): Promise<boolean> => {
  const child = fork(
    resolve('lib/cli/run.mjs'),
    ['lib/jobs/testing/running-process.ts', JSON.stringify({ url, ...order })],
    {
      env: { ...process.env, KONTOR_LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  let [sent, finished] = [0, false]
  child.on('message', (message: RunningReport) => {
    if (message === 'finished') finished = true
    if (message !== 'statement') return
    sent += 1
    if (sent === statements) child.kill('SIGKILL')
  })
  await once(child, 'exit')
  return finished
}

/** The process is ended at random points, each time further on; a dead holder's lease ends by the clock of the database. */
const runKilled = async (jobs: readonly string[], now: Temporal.Instant): Promise<void> => {
  const order = { jobs, now: now.toString() }
  for (let kill = 0; kill < kills; kill += 1) {
    await run(order, 1 + Math.floor(random() * 60))
    await ownerSql`update job_leases set beat_at = beat_at - interval '31 s'`
  }
  // What was taken up and not finished is due again when its own lease ends.
  const later = { ...order, now: now.add({ minutes: 10 }).toString() }
  expect(await run(later, Number.POSITIVE_INFINITY)).toBe(true)
}

it('months are invoiced once each, without a gap, their documents made and reminders sent once, however often the process dies', async () => {
  for (const org of orgs) {
    await makeOrg(db, org, { payBy: 'invoice', termsDays: 0 })
    await makeTenant(db, org, `${org}-prod`, '2026-10-05T12:00:00Z')
    await makeUsage(db, org)
    await saveOrgInvoicing(
      db,
      { org, expected: 1, autoInvoice: true, next: '2026-10', reminders: true },
      at('2026-11-01T00:00:00Z'),
      null,
    )
  }
  await runKilled(['monthly-invoices', 'deliver'], at('2026-12-02T03:00:00Z'))
  const issued = await ownerSql`
    select org_id, to_char(month_on, 'YYYY-MM') as month from invoices order by 1, 2`
  expect([...issued]).toEqual(orgs.flatMap((org) => ['2026-10', '2026-11'].map((month) => ({ org_id: org, month }))))
  const numbers = await ownerSql<{ number: number }[]>`select number from issued_numbers order by number`
  expect(numbers.map(({ number }) => number)).toEqual(issued.map((_, place) => place + 1))
  expect(await ownerSql`select from invoice_documents where kind = 'pdf'`).toHaveLength(issued.length)

  await runKilled(['reminders'], at('2026-12-20T12:00:00Z'))
  const sent = await ownerSql`select level, count(*)::int as count from invoice_reminders group by level`
  expect([...sent]).toEqual([{ level: 1, count: issued.length }])
})

it('credit expires once', async () => {
  for (const org of orgs) {
    await makeFunded(db, `funded-${org}`, 'prepaid')
    await giveCredit(contextOf(db), `funded-${org}`, '20')
  }
  await ownerSql`update credit_grants set expires_at = '2026-12-24T00:00:00Z'`
  await ownerSql`update org_accounts set version = version + 1`
  await runKilled(['credit-expiry', 'meter', 'reconcile'], at('2026-12-25T03:00:00Z'))
  const expired = await ownerSql`
    select org_id, sum(amount)::text as amount, count(*)::int as count from ledger_entries where kind = 'expiration' group by 1 order by 1`
  expect(expired).toHaveLength(orgs.length)
  expect(expired.every(({ amount, count }) => count === 1 && Number(amount) === -20)).toBe(true)
  expect(await disagreements(ownerSql)).toEqual([])
})
