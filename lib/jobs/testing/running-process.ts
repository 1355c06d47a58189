import { Temporal } from 'temporal-polyfill'
import { connect, disconnect } from '@/db/client'
import { contextOf } from '@/db/testing/fixtures'
import { jobs } from '@/lib/jobs/index'
import { runJob } from '@/lib/jobs/run-job'
import type { Runtime } from '@/lib/runtime'

/** What a process that runs jobs is told, as JSON in its first argument. */
export type RunningOrder = {
  readonly url: string
  readonly jobs: readonly string[]
  /** The instant at which it runs them. */
  readonly now: string
}

/** What it reports: that it began, and each statement that it sends, so that it can be ended in the middle. */
export type RunningReport = 'begun' | 'statement' | 'finished'

const report = (message: RunningReport) => process.send?.(message)

const work = async (order: RunningOrder): Promise<void> => {
  const db = connect({ url: order.url, role: 'kontor_app', connections: 4 })
  const now = Temporal.Instant.from(order.now)
  const runtime: Runtime = {
    clock: () => now,
    db,
    ctx: (actor) => contextOf(db, actor, now),
    stripe: {} as Runtime['stripe'],
    // Rendering would keep this thread from hearing the database on a slow machine; who renders has a thread of its own.
    documents: { render: async () => Buffer.from('%PDF-1.7'), check: async () => null },
    post: { mailer: null, url: 'https://kontor.example', speak: () => () => '' } as unknown as Runtime['post'],
  }
  report('begun')
  db.$client.options.debug = () => report('statement')
  for (const job of jobs.filter(({ name }) => order.jobs.includes(name))) {
    await runJob(runtime, job, { wokenBy: 'cron', seconds: 600 })
  }
  await disconnect(db)
  report('finished')
}

await work(JSON.parse(process.argv[2] ?? '') as RunningOrder)
process.disconnect?.()
