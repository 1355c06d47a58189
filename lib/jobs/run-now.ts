import { type Ctx, requirePermission } from '@/lib/context'
import { noteAsked } from '@/lib/flows/jobs/note-asked'
import { Refusal, whyOf } from '@/lib/platform/errors'
import type { Runtime } from '@/lib/runtime'
import { jobs } from './index'
import { type JobAnswer, runJob } from './run-job'

/** As long as somebody waits for a page. */
const seconds = 10

/** An admin has a job run at once, for some seconds. What it did is written down with who asked for it. */
export const runNow = async (ctx: Ctx, runtime: Runtime, name: string): Promise<JobAnswer> => {
  requirePermission(ctx, 'platform:admin')
  const job = jobs.find((each) => each.name === name)
  if (!job) throw new Refusal('unknown_job', 'There is no such job.')
  const wokenBy = await noteAsked(ctx, name)
  try {
    return await runJob(runtime, job, { wokenBy, seconds })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unavailable') throw error
    throw new Refusal('job_failed', whyOf(error), { job: name }, error)
  }
}
