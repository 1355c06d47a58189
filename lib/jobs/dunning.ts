import { inTurn } from '@/lib/flows/jobs/rounds'
import { dunningDue, keepDunning } from '@/lib/flows/payments/subscriptions/keep-dunning'
import { log } from '@/lib/platform/log'
import { job } from './job'

/** Of one organization that could not be read; the others were. */
const notKept = (org: string, error: unknown): void =>
  log.error({ err: error, org }, 'an unpaid subscription could not be read')

export const dunning = job({
  name: 'dunning',
  title: 'Dunning',
  does: 'Reads unpaid subscriptions from Stripe once a day, and ends those that have been unpaid for fourteen days.',
  schedule: '5 * * * *',
  everyMs: 60_000,
  lateMinutes: 120,
  backlog: [dunningDue],
  run: (rounds, { stripe }) => inTurn(rounds, { organizations: (ctx) => keepDunning(ctx, stripe, notKept) }),
})
