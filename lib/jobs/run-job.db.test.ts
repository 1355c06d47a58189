import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { beatJob, takeJob } from '@/db/commands/job-runs'
import { contextOf, makeInvoice, makeOrg, preparePlatform, today } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import type { Actor } from '@/lib/core/access/permit'
import { noteIdle } from '@/lib/flows/jobs/run-leased'
import { checkDocument } from '@/lib/pdf/check-document'
import { renderDocument } from '@/lib/pdf/render-document'
import { log } from '@/lib/platform/log'
import type { Runtime } from '@/lib/runtime'
import { jobs } from './index'
import type { Job } from './job'
import { runAllDue, runJob } from './run-job'
import { startScheduler } from './scheduler'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)

let now = today
const post = { mailer: null, url: 'https://kontor.example', speak: () => () => '' } as unknown as Runtime['post']
const runtime: Runtime = {
  clock: () => now,
  db,
  ctx: (actor: Actor) => contextOf(db, actor, now),
  stripe: {} as Runtime['stripe'],
  documents: { render: renderDocument, check: checkDocument },
  post,
}
const wake = { wokenBy: 'cron', seconds: 60 }
const [silent, level] = ['silent', log.level] as const

beforeEach(async () => {
  log.level = silent
  await ownerSql`delete from job_runs`
  await ownerSql`delete from job_leases`
})
afterEach(() => {
  log.level = level
})

/** A job whose work is a list, of which each piece takes a round. */
const madeUp = (over: Partial<Job> & { readonly pieces: string[]; readonly done?: string[] }) => {
  const { pieces, done = [] } = over
  const job: Job = {
    name: 'made-up',
    title: 'Made up',
    does: 'Works off a list.',
    schedule: '* * * * *',
    everyMs: 500,
    lateMinutes: 10,
    backlog: [
      (sql, at) => sql`select ${at.toString()}::timestamptz - interval '90 s' as since
        from generate_series(1, ${pieces.length}::integer)`,
    ],
    run: async ({ slice, counts }) => {
      while (slice.goesOn()) {
        const next = pieces.shift()
        if (next === undefined) return
        await slice.pause(5)
        done.push(next)
        counts.pieces = (counts.pieces ?? 0) + 1
      }
    },
    ...over,
  }
  return { job, done, pieces }
}
const piecesOf = (count: number) => Array.from({ length: count }, (_, place) => `piece ${place}`)
const runsOf = async (job: string) => [
  ...(await ownerSql`
    select woken_by, done, counts, remaining, late_ms::int as late_ms, error from job_runs where job = ${job} order by run_id`),
]

describe('a job', () => {
  it('runs, and what it did, who woke it and how late it was is written down', async () => {
    const { job } = madeUp({ pieces: piecesOf(3) })
    expect(await runJob(runtime, job, wake)).toEqual({
      job: 'made-up',
      ran: true,
      startedAt: now.toString(),
      endedAt: now.toString(),
      counts: { pieces: 3 },
      left: 0,
    })
    expect(await runsOf('made-up')).toEqual([
      { woken_by: 'cron', done: 3, counts: { pieces: 3 }, remaining: 0, late_ms: 90_000, error: '' },
    ])
    expect(await ownerSql`select from job_leases`).toHaveLength(0)
  })

  it('that finds nothing due takes no lease and writes that down', async () => {
    const { job } = madeUp({ pieces: [] })
    expect(await runJob(runtime, job, wake)).toMatchObject({ ran: true, counts: {}, left: 0 })
    expect(await runsOf('made-up')).toMatchObject([{ done: 0, error: '' }])
  })

  it('stops when its time is over, and says what is left', async () => {
    const { job, pieces } = madeUp({ pieces: piecesOf(10_000) })
    const { counts, left } = await runJob(runtime, job, { wokenBy: 'cron', seconds: 0.2 })
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThanOrEqual(1_000)
    expect((counts.pieces ?? 0) + pieces.length).toBe(10_000)
    expect(await runsOf('made-up')).toMatchObject([{ remaining: left }])
  })

  it('that fails keeps what it did by then, gives its lease back and says why', async () => {
    const { job } = madeUp({
      pieces: piecesOf(3),
      run: async ({ counts }) => {
        counts.pieces = 2
        throw new Error('it broke\nbadly')
      },
    })
    await expect(runJob(runtime, job, wake)).rejects.toThrow('it broke')
    expect(await runsOf('made-up')).toMatchObject([{ done: 2, error: 'it broke badly' }])
    expect(await ownerSql`select from job_leases`).toHaveLength(0)
  })

  it('called sixteen times at once does its work once, and each caller is answered', async () => {
    const { job, done } = madeUp({ pieces: piecesOf(20) })
    const answers = await Promise.all(Array.from({ length: 16 }, () => runJob(runtime, job, wake)))
    expect(answers.filter(({ ran, counts }) => ran && counts.pieces === 20)).toHaveLength(1)
    expect(answers.every(({ ran, left }) => ran || left > 0)).toBe(true)
    expect([...done].sort()).toEqual(piecesOf(20).sort())
  })
})

describe('a lease', () => {
  const [one, other] = ['run_one', 'run_other'].map((holder) => ({ job: 'leased', holder }))
  if (!one || !other) throw new Error('there are two')

  it('is held by one at a time, and a dead holder loses it by the clock of the database', async () => {
    expect(await takeJob(db, one, 'cron', 30)).toBe(true)
    expect(await takeJob(db, other, 'cron', 30)).toBe(false)
    expect(await takeJob(db, one, 'cron', 30)).toBe(true)
    // The portal's clock has no say.
    await ownerSql`update job_leases set beat_at = clock_timestamp() - interval '29 s'`
    expect(await takeJob(db, other, 'cron', 30)).toBe(false)
    await ownerSql`update job_leases set beat_at = clock_timestamp() - interval '31 s'`
    expect(await takeJob(db, other, 'cron', 30)).toBe(true)
    expect([await beatJob(db, one), await beatJob(db, other)]).toEqual([false, true])
  })

  it('is taken by one of many at once', async () => {
    const taken = await Promise.all(
      Array.from({ length: 16 }, (_, place) => takeJob(db, { job: 'leased', holder: `run_${place}` }, 'cron', 30)),
    )
    expect(taken.filter(Boolean)).toHaveLength(1)
  })
})

describe('all that is due', () => {
  it('runs in order, goes on past a job that fails, and what one leaves for the next is done as well', async () => {
    const later = madeUp({ name: 'later', pieces: [] })
    const first = madeUp({
      name: 'first',
      pieces: piecesOf(1),
      run: async ({ counts }) => {
        first.pieces.length = 0
        counts.pieces = 1
        later.pieces.push('left by the first')
      },
    })
    const broken = madeUp({
      name: 'broken',
      pieces: piecesOf(1),
      run: async () => {
        throw new Error('it broke')
      },
    })
    await expect(runAllDue(runtime, [first.job, broken.job, later.job], 'daily', wake)).rejects.toThrow('it broke')
    expect(later.done).toEqual(['left by the first'])
    broken.pieces.length = 0
    first.pieces.push('again')
    expect(await runAllDue(runtime, [first.job, broken.job, later.job], 'daily', wake)).toMatchObject({
      job: 'daily',
      ran: true,
      counts: { 'first.pieces': 1, 'later.pieces': 1 },
      left: 0,
    })
    expect(await runsOf('broken')).toMatchObject([{ error: 'it broke' }, { error: '', done: 0 }])
  })

  it('asks at most twelve statements if nothing is due', async () => {
    const system = runtime.ctx({ kind: 'system', name: 'test' })
    for (let count = 0; count < 3; count += 1) await runAllDue(runtime, jobs, 'minutely', wake)
    await noteIdle(system, [], 'cron')
    const asked: string[] = []
    db.$client.options.debug = (_connection, query) => {
      asked.push(query)
    }
    try {
      expect(await runAllDue(runtime, jobs, 'minutely', wake)).toMatchObject({ counts: {}, left: 0 })
    } finally {
      db.$client.options.debug = false
    }
    expect(asked.length).toBeLessThanOrEqual(12)
    expect(asked.length).toBeGreaterThan(0)
  })
})

describe('the scheduler of a process', () => {
  it('runs what is due, tries what failed again, and ends when asked', async () => {
    let failures = 1
    const { job, done, pieces } = madeUp({ pieces: piecesOf(4) })
    const flaky = madeUp({
      name: 'flaky',
      pieces: piecesOf(1),
      run: async ({ counts }) => {
        failures -= 1
        if (failures >= 0) throw new Error('it broke')
        flaky.pieces.length = 0
        counts.pieces = 1
      },
    })
    const end = startScheduler(runtime, [job, flaky.job])
    await vi.waitFor(() => expect([done.length, flaky.pieces.length]).toEqual([4, 0]), { timeout: 60_000 })
    pieces.push('one more')
    await vi.waitFor(() => expect(done).toHaveLength(5), { timeout: 60_000 })
    await end()
    pieces.push('too late')
    await new Promise((passed) => setTimeout(passed, 1_200))
    expect(done).toHaveLength(5)
    expect(await runsOf('flaky')).toMatchObject([{ error: 'it broke' }, { done: 1, error: '', woken_by: 'server' }])
  })

  it('makes the documents of invoices, acting as its job', async () => {
    await makeInvoice(db, 'printed')
    const end = startScheduler(
      runtime,
      jobs.filter(({ name }) => name === 'deliver'),
    )
    await vi.waitFor(
      async () => expect(await ownerSql`select from invoice_documents where org_id = 'printed'`).toHaveLength(1),
      { timeout: 60_000 },
    )
    await end()
    await makeOrg(db, 'quiet')
    expect((await runsOf('deliver')).some(({ counts }) => counts.documents === 1)).toBe(true)
  })

  it('of several processes one at a time does the work of a job', async () => {
    let [under, most] = [0, 0]
    const pieces = piecesOf(3)
    const { job } = madeUp({
      pieces,
      run: async ({ slice, counts }) => {
        under += 1
        most = Math.max(most, under)
        await slice.pause(20)
        pieces.shift()
        counts.pieces = 1
        under -= 1
      },
    })
    const ends = Array.from({ length: 4 }, () => startScheduler(runtime, [job]))
    await vi.waitFor(() => expect(pieces).toHaveLength(0), { timeout: 60_000 })
    await Promise.all(ends.map((end) => end()))
    expect(most).toBe(1)
  })
})

describe('days pass', () => {
  it('and each is walked once, whoever wakes the job and however often', async () => {
    await makeInvoice(db, 'walked')
    const verify = jobs.filter(({ name }) => name === 'verify')
    const [job] = verify
    if (!job) throw new Error('there is no job verify')
    const walk = async () =>
      [...(await ownerSql`select began_at::text, through_at::text from walks where walk = 'invoices'`)][0]
    await runJob(runtime, job, wake)
    for (let day = 1; day <= 3; day += 1) {
      now = today.add({ hours: 24 * day })
      await Promise.all(Array.from({ length: 4 }, () => runJob(runtime, job, wake)))
      const found = await walk()
      expect(found?.began_at).toBe(found?.through_at)
      expect(Date.parse(`${found?.began_at}`)).toBe(now.epochMilliseconds)
      now = now.add({ hours: 1 })
      await runJob(runtime, job, wake)
      expect(await walk()).toEqual(found)
    }
    await ownerSql`update invoices set snapshot_sha256 = 'changed' where org_id = 'walked'`
    now = now.add({ hours: 24 })
    expect((await runJob(runtime, job, wake)).counts).toMatchObject({ differences: 1 })
    expect([...(await ownerSql`select org_id, walk, sentence from differences`)]).toEqual([
      { org_id: 'walked', walk: 'invoices', sentence: 'The recorded events no longer give this invoice.' },
    ])
  })
})
