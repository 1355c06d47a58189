import { schedulerActor } from '@/lib/auth/scheduler'
import { runtime, settings } from '@/lib/compose'
import { jsonAnswer } from '@/lib/http/json-answer'
import { route } from '@/lib/http/route'
import { wake } from '@/lib/jobs/wake'

export const dynamic = 'force-dynamic'
/** As long as a function may take on Vercel; a run ends before (`KONTOR_CRON_SECONDS`). */
export const maxDuration = 300

/** Wakes a job: what a scheduler calls, by either method. 200 also while another run of it is under way. */
const answer = route(schedulerActor, async ({ params }) =>
  jsonAnswer(await wake(runtime(), params.job ?? '', { wokenBy: 'cron', seconds: settings().cronSeconds })),
)

export { answer as GET, answer as POST }
