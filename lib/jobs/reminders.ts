import { remindersToSend } from '@/db/queries/reminders'
import { inTurn } from '@/lib/flows/jobs/rounds'
import { sendDueReminders } from '@/lib/flows/reminders/send-due-reminders'
import { job } from './job'

export const reminders = job({
  name: 'reminders',
  title: 'Reminders',
  does: 'Reminds of unpaid invoices, in three levels, for organizations with automatic reminders.',
  schedule: '10 * * * *',
  everyMs: 60_000,
  lateMinutes: 180,
  backlog: [remindersToSend],
  run: (rounds) => inTurn(rounds, { reminders: sendDueReminders }),
})
