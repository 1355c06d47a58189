import { booksToWalk, walkBooks } from '@/lib/flows/funding/walk-books'
import { inTurn } from '@/lib/flows/jobs/rounds'
import { failingEvents, retryFailing } from '@/lib/flows/payments/events/retry-failing'
import { stripeToWalk, walkStripe } from '@/lib/flows/payments/reconcile/walk-stripe'
import { keepRefunds, refundsDue } from '@/lib/flows/payments/refunds/keep-refunds'
import { job } from './job'

export const reconcile = job({
  name: 'reconcile',
  title: 'Reconciliation',
  does: 'Makes refunds and handles events of Stripe that failed; each hour holds credit against its ledger, each day the portal against Stripe.',
  schedule: '20 * * * *',
  everyMs: 5_000,
  lateMinutes: 120,
  backlog: [refundsDue, failingEvents, ...booksToWalk, stripeToWalk],
  run: (rounds, { stripe }) =>
    inTurn(rounds, {
      refunds: (ctx) => keepRefunds(ctx, stripe),
      events: (ctx) => retryFailing(ctx, stripe),
      repairs: () => walkBooks(rounds),
      differences: () => walkStripe(rounds, stripe),
    }),
})
