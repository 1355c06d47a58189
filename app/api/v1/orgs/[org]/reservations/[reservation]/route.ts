import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { readGate } from '@/lib/flows/gate/read-gate'
import { releaseReservation } from '@/lib/flows/gate/release-reservation'
import { withComputeRemaining } from '@/lib/http/compute-remaining'
import { jsonAnswer } from '@/lib/http/json-answer'
import { route } from '@/lib/http/route'

/** Gives back what a reservation holds (G9). */
export const DELETE = route(machineActor, async ({ ctx, params }) => {
  requirePermission(ctx, 'gate:check')
  const { org = '', reservation = '' } = params
  const state = await releaseReservation(ctx, org, reservation)
  return withComputeRemaining(jsonAnswer({ reservation, state }), await readGate(ctx, org))
})
