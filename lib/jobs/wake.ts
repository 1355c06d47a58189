import { Refusal, whyOf } from '@/lib/platform/errors'
import type { Runtime } from '@/lib/runtime'
import { jobs } from './index'
import { type JobAnswer, runAllDue, runJob } from './run-job'

/** Names under which one call runs all that is due, for schedulers that can do little. */
export const allDue = [
  { name: 'minutely', schedule: '* * * * *', does: 'Runs all that is due. For a scheduler that can call one address.' },
  { name: 'daily', schedule: '0 4 * * *', does: 'Runs all that is due. For a scheduler that can call once a day.' },
] as const

/** What a scheduler may call. */
export const wakeable = [...jobs, ...allDue].map(({ name, schedule, does }) => ({ name, schedule, does }))

/**
 * Wakes a job by its name, or all for which something is due.
 * @param wokenBy `cron`, `command`; for all that is due its name is added.
 * @throws Refusal `unknown_job`, and `job_failed` with the reason if it failed: what was done by then stays done.
 */
export const wake = async (
  runtime: Runtime,
  name: string,
  { wokenBy, seconds }: { readonly wokenBy: string; readonly seconds: number },
): Promise<JobAnswer> => {
  const job = jobs.find((each) => each.name === name)
  const all = allDue.find((each) => each.name === name)
  if (!job && !all) {
    const names = wakeable.map((each) => each.name)
    throw new Refusal('unknown_job', 'There is no such job.', { jobs: names })
  }
  try {
    if (job) return await runJob(runtime, job, { wokenBy, seconds })
    return await runAllDue(runtime, jobs, name, { wokenBy: `${wokenBy}:${name}`, seconds })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unavailable') throw error
    throw new Refusal('job_failed', `The job ${name} failed: ${whyOf(error)}`, { job: name }, error)
  }
}
