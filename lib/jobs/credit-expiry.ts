import { expiredCredit } from '@/db/queries/credit'
import { expireCredit } from '@/lib/flows/funding/expire-credit'
import { inTurn } from '@/lib/flows/jobs/rounds'
import { job } from './job'

export const creditExpiry = job({
  name: 'credit-expiry',
  title: 'Credit expiry',
  does: 'Takes credit that has expired out of the books.',
  schedule: '*/15 * * * *',
  everyMs: 5_000,
  lateMinutes: 30,
  backlog: [expiredCredit],
  run: (rounds) => inTurn(rounds, { organizations: expireCredit }),
})
