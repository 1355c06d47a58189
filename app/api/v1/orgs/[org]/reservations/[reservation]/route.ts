import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { releaseReservation } from '@/lib/flows/gate/release-reservation'
import { route } from '@/lib/http/route'

/** Gives back what a reservation holds (G9). */
export const DELETE = route(machineActor, async ({ ctx, params }) => {
  requirePermission(ctx, 'gate:check')
  const { org = '', reservation = '' } = params
  return Response.json({ reservation, state: await releaseReservation(ctx, org, reservation) })
})
