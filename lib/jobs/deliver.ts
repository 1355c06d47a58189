import { setTimeout as sleep } from 'node:timers/promises'
import { dueOutbox } from '@/db/queries/outbox'
import { sendAlerts } from '@/lib/flows/alerts/send-alerts'
import { sideBySide } from '@/lib/flows/jobs/rounds'
import { sendMails } from '@/lib/flows/mail/send-mails'
import { type BusyCells, deliverCalls, deliverDocuments } from '@/lib/flows/outbox/deliver'
import { job } from './job'

const lookAgainMs = 200
/** What is still being called when the time is over is called again when its lease ends. */
const callsEndWithinMs = 2_000

export const deliver = job({
  name: 'deliver',
  title: 'Deliveries',
  does: 'Renders the documents of invoices, calls cells until they acknowledge, and sends e-mail.',
  schedule: '* * * * *',
  everyMs: 500,
  lateMinutes: 10,
  backlog: [dueOutbox],
  run: async (rounds, { documents, post }) => {
    const busy: BusyCells = new Map()
    try {
      await sideBySide(rounds, {
        documents: (ctx) => deliverDocuments(ctx, documents.render),
        calls: async (ctx) => {
          const taken = await deliverCalls(ctx, busy)
          if (taken > 0 || busy.size === 0) return taken
          await Promise.race([...busy.values(), rounds.slice.pause(lookAgainMs)])
          return null
        },
        emails: (ctx) => sendAlerts(ctx, post),
        documentMails: (ctx) => sendMails(ctx, post, documents.render),
      })
    } finally {
      await Promise.race([Promise.all(busy.values()), sleep(callsEndWithinMs, undefined, { ref: false })])
    }
  },
})
