import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { at, contextOf, machine, makeOrg, preparePlatform, usageEvent } from '@/db/testing/fixtures'
import type { IssuingOrder, IssuingReport } from '@/db/testing/issuing-process'
import { randomOf, shuffled } from '@/db/testing/random'
import { testDatabase } from '@/db/testing/test-database'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { isLong, size } from '@/lib/testing/size'

const { url, db, ownerSql } = await testDatabase()

const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09']
const orgs = Array.from({ length: size(90) }, (_, index) => `org-${index}`)
const jobs = orgs.flatMap((org) => months.map((month) => ({ org, month })))
const processes = 4
const issuersEach = 8
const kills = size(5)
const seed = Math.floor(Math.random() * 2 ** 31)
const random = randomOf(seed)

type Issuer = { readonly child: ChildProcess; readonly order: IssuingOrder; state: 'starting' | 'begun' | 'finished' }

const reports: IssuingReport[] = []
let killed = 0

const start = (order: IssuingOrder): Issuer => {
  const child = fork(resolve('lib/cli/run.mjs'), ['db/testing/issuing-process.ts', JSON.stringify(order)], {
    env: { ...process.env, KONTOR_LOG_LEVEL: 'silent' },
  })
  const issuer: Issuer = { child, order, state: 'starting' }
  child.on('message', (message: IssuingReport) => {
    if (message.kind === 'begun' || message.kind === 'finished') issuer.state = message.kind
    else reports.push(message)
  })
  return issuer
}

/** Each process has its share of the jobs, and a fifth more of the others' to do a second time. */
const orderOf = (index: number): IssuingOrder => {
  const own = jobs.filter((_, place) => place % processes === index)
  const again = shuffled(jobs, random).slice(0, Math.floor(own.length / 5))
  return { url, seed: seed + index, issuers: issuersEach, jobs: [...own, ...again] }
}

const issuedSoFar = async (): Promise<number> => {
  const [row] = await ownerSql<{ count: number }[]>`select count(*)::int as count from invoices`
  return row?.count ?? 0
}

/** Kills a process that is issuing, and starts it again with the same jobs. */
const killOne = async (running: Issuer[]): Promise<void> => {
  const [victim] = shuffled(
    running.filter(({ state }) => state === 'begun'),
    random,
  )
  if (!victim) return
  victim.child.kill('SIGKILL')
  await once(victim.child, 'exit')
  killed += 1
  running.splice(running.indexOf(victim), 1, start(victim.order))
}

beforeAll(async () => {
  await preparePlatform(db)
  await Promise.all(orgs.map((org) => makeOrg(db, org)))
  for (const org of orgs) {
    const events = months.map((month) => usageEvent(org, { at: at(`${month}-15T10:00:00Z`).toString() }))
    await recordUsageBatch(contextOf(db, machine()), events)
  }
  const running = Array.from({ length: processes }, (_, index) => start(orderOf(index)))
  while (running.some(({ child }) => child.exitCode === null)) {
    const due = (jobs.length * (killed + 1)) / (kills + 3)
    if (killed < kills && (await issuedSoFar()) >= due) await killOne(running)
    await sleep(20)
  }
  expect(
    running.map(({ child, state }) => [child.exitCode, state]),
    `seed ${seed}`,
  ).toEqual(Array(processes).fill([0, 'finished']))
}, 120_000)

describe('invoice numbers, after 32 issuers, failures on purpose, kills and repeated calls', () => {
  it('went through all of that', () => {
    const count = (kind: IssuingReport['kind']) => reports.filter((report) => report.kind === kind).length
    expect(killed).toBe(kills)
    // Of few tries, chance takes its share.
    const share = isLong ? 1 : 1 / 2
    expect(count('spoiled')).toBeGreaterThan((jobs.length / 3) * share)
    expect(count('repeated')).toBeGreaterThan((jobs.length / 5) * share)
  })

  it('run from 1 to the last without a gap or a duplicate', async () => {
    const rows = await ownerSql<{ number: number }[]>`
      select number from issued_numbers where series = 'invoice' and year = 2026 order by number`
    expect(
      rows.map(({ number }) => number),
      `seed ${seed}`,
    ).toEqual(jobs.map((_, index) => index + 1))
    expect([...(await ownerSql`select series, year, last from invoice_number_counters`)]).toEqual([
      { series: 'invoice', year: 2026, last: jobs.length },
    ])
  })

  it('are each on the invoice they were given to', async () => {
    const astray = await ownerSql`
      select * from issued_numbers n full join invoices i using (org_id, invoice_id)
       where i.number is distinct from n.year || '-' || lpad(n.number::text, 6, '0')`
    expect([...astray], `seed ${seed}`).toEqual([])
  })

  it('are one for each org and month', async () => {
    const rows = await ownerSql<{ org: string; month: string }[]>`
      select org_id as org, to_char(month_on, 'YYYY-MM') as month from invoices`
    const keys = rows.map(({ org, month }) => `${org} ${month}`)
    expect(keys.sort(), `seed ${seed}`).toEqual(jobs.map(({ org, month }) => `${org} ${month}`).sort())
  })

  it('are those that callers were told', async () => {
    const stored = new Map(
      (
        await ownerSql<{ key: string; number: string }[]>`
          select org_id || ' ' || to_char(month_on, 'YYYY-MM') as key, number from invoices`
      ).map(({ key, number }) => [key, number]),
    )
    const told = reports.flatMap((report) => (report.kind === 'issued' ? [report] : []))
    expect(told.length).toBeGreaterThan(jobs.length / 2)
    for (const { org, month, number } of told)
      expect([org, month, stored.get(`${org} ${month}`)]).toEqual([org, month, number])
  })

  it('come with their lines, their document to render and their audit entry, and nothing of what failed', async () => {
    const [row] = await ownerSql`
      select (select count(*)::int from invoice_lines) as lines,
             (select count(*)::int from invoice_lines l join invoices i using (org_id, invoice_id)) as kept_lines,
             (select count(*)::int from outbox o join invoices i on i.org_id = o.org_id and i.invoice_id = o.reference) as kept,
             (select count(*)::int from outbox) as outbox,
             (select count(*)::int from audit_log where action = 'invoice.issue') as audited,
             audit_break() as broken`
    const n = jobs.length
    expect(row).toEqual({ lines: n, kept_lines: n, kept: 2 * n, outbox: 2 * n, audited: n, broken: null })
  })
})
