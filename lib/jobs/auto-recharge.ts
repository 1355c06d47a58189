import { openRecharges, rechargesToBegin } from '@/db/queries/recharge'
import { inTurn } from '@/lib/flows/jobs/rounds'
import { keepRecharges } from '@/lib/flows/payments/recharge/keep-recharges'
import { job } from './job'

export const autoRecharge = job({
  name: 'auto-recharge',
  title: 'Auto-recharge',
  does: 'Recharges the credit of organizations that fell to their threshold, and settles recharges that are under way.',
  schedule: '* * * * *',
  everyMs: 5_000,
  lateMinutes: 10,
  backlog: [openRecharges, rechargesToBegin],
  run: (rounds, { stripe }) => inTurn(rounds, { recharges: (ctx) => keepRecharges(ctx, stripe) }),
})
