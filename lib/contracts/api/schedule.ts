import { z } from 'zod'
import type { RouteEntry, Shape } from './describe'

const jobAnswer: Shape = {
  name: 'JobRun',
  schema: z.object({
    job: z.string(),
    ran: z.boolean(),
    startedAt: z.string(),
    endedAt: z.string(),
    counts: z.record(z.string(), z.number()),
    left: z.number().int(),
  }),
  description: 'What came of waking a job.',
  fields: {
    job: 'Its name.',
    ran: 'False while another run of it is under way: that one does the work.',
    startedAt: 'When the call began.',
    endedAt: 'When it ended.',
    counts: 'How much it did, by kind of work; empty if nothing was due.',
    left: 'How much is due still, counted up to a bound: it was not done in time, or waits for something.',
  },
}

const ran = {
  job: 'deliver',
  ran: true,
  startedAt: '2026-11-21T08:00:00.012Z',
  endedAt: '2026-11-21T08:00:01.48Z',
  counts: { documents: 3, emails: 2 },
  left: 0,
}

const description =
  'For schedulers. Runs what is due for the job, for at most `KONTOR_CRON_SECONDS` seconds, and says what is left. It may be ' +
  'called twice, late and at once: a run holds a lease, and whoever comes meanwhile is answered with 200 and `"ran": false`. ' +
  '`minutely` and `daily` run everything that is due. *Admin → Jobs* lists the jobs and their runs.'

const wakeJob = (method: 'GET' | 'POST', id: string): RouteEntry => ({
  method,
  path: '/api/cron/{job}',
  id,
  tag: 'Schedule',
  summary: method === 'GET' ? 'Run a job' : 'Run the same by POST',
  description,
  callers: ['scheduler'],
  parameters: { job: { schema: z.string(), description: 'Which job.', example: 'deliver' } },
  answers: {
    200: {
      description: 'It ran, or is under way.',
      shape: jobAnswer,
      examples: { Ran: ran, 'Under way': { ...ran, ran: false, counts: {}, left: 5 } },
    },
  },
  refusals: ['unknown_job', 'job_failed', 'cron_off', 'unavailable'],
})

export const scheduleRoutes: readonly RouteEntry[] = [wakeJob('GET', 'runJob'), wakeJob('POST', 'runJobByPost')]
