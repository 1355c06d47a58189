import { overdueReservations } from '@/db/queries/reservations'
import { haltsToLookAt } from '@/db/queries/unfunded-usage'
import { alertsToLookFor, lookForAlerts } from '@/lib/flows/alerts/look-for-alerts'
import { liftHalts } from '@/lib/flows/funding/lift-halts'
import { expireReservations } from '@/lib/flows/gate/release-reservation'
import { inTurn } from '@/lib/flows/jobs/rounds'
import { log } from '@/lib/platform/log'
import { job } from './job'

/** Of one organization that could not be looked at for alerts; the others were. */
const notLookedAt = (org: string, error: unknown): void =>
  log.error({ err: error, org }, 'an organization could not be looked at for alerts')

export const meter = job({
  name: 'meter',
  title: 'Meter',
  does: 'Frees what reservations held that are over, charges usage that waited for funds, lifts halts, and raises alerts.',
  schedule: '* * * * *',
  everyMs: 5_000,
  lateMinutes: 30,
  backlog: [overdueReservations, haltsToLookAt, alertsToLookFor],
  run: (rounds) =>
    inTurn(rounds, {
      reservations: expireReservations,
      halts: liftHalts,
      alerts: (ctx) => lookForAlerts(ctx, notLookedAt),
    }),
})
