import { dueWeeks } from '@/db/queries/quota-weeks'
import { inTurn } from '@/lib/flows/jobs/rounds'
import { resetDueWeeks } from '@/lib/flows/plans/reset-due-weeks'
import { job } from './job'

export const weeklyReset = job({
  name: 'weekly-reset',
  title: 'Weekly reset',
  does: 'Begins a new week for every quota whose week is over.',
  schedule: '*/5 * * * *',
  everyMs: 5_000,
  lateMinutes: 15,
  backlog: [dueWeeks],
  run: (rounds) => inTurn(rounds, { weeks: resetDueWeeks }),
})
