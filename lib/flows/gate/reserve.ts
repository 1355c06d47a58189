import { findStoredReservations } from '@/db/queries/reservations'
import { type Ctx, requirePermission } from '@/lib/context'
import { inputHash } from '@/lib/flows/funding/input-hash'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'
import { untilWritten } from '@/lib/flows/funding/until-written'
import { batchInTurn } from '@/lib/platform/batch-in-turn'
import { accept } from '@/lib/platform/errors'
import { isFree, tooBusy } from '@/lib/platform/turns'
import { isFreed, withWaiting } from './check-start'
import { type Held, type Holding, holdAll, otherInput, type Reserved, type ReserveRequest } from './hold'

export type { Reserved, ReserveRequest } from './hold'

/** Starts of an org that are decided and written together at most: others have their turn in between. */
const mostTogether = 50
const mostTurns = 10

/** What a reservation is asked for; what most do not say leaves the hash as it is without it. */
const hashOf = ({ use, seconds, resource, concurrent, operation = null }: ReserveRequest): string => {
  const more = [resource, concurrent, operation]
  const isPlain = concurrent === null && operation === null && Object.values(resource).every((size) => size === 0)
  return inputHash([use.meter, use.quantity.toString(), seconds, ...(isPlain ? [] : more)])
}

/** Refuses a key that reserved something, for work that nothing is reserved for. */
export const requireUnreserved = async (ctx: Ctx, org: string, id: string): Promise<void> => {
  requirePermission(ctx, 'gate:check', org)
  if ((await findStoredReservations(ctx.db, org, [id])).size > 0) throw otherInput(id)
}

/**
 * Holds what a start will cost (G9, B6) until usage settles it, it is released, or its time is over: what is held is
 * nobody else's to spend.
 * @throws Refusal as `checkStart` does; `idempotency_mismatch` if the key held something else, `reservation_closed` if
 *   what it held is settled, released or past its time.
 */
export const reserve = async (ctx: Ctx, request: ReserveRequest): Promise<Reserved> => {
  requirePermission(ctx, 'gate:check', request.org)
  const { org } = request
  const { $client } = ctx.db
  const holding = { ctx, request, hash: hashOf(request) }
  for (let turn = 0; turn < mostTurns; turn += 1) {
    // Starts do not stand in each other's way: only where something else is being changed they wait for their turn.
    const [tried = 'lost'] = turn === 0 && isFree($client, org) ? await holdAll(org, [holding]) : []
    const found = tried === 'lost' ? await inNextBatch($client, org, holding, turn === 0 ? 'last' : 'first') : tried
    if (found.needs === null) return found.reserved
    if (found.needs === 'refusal') throw found.error
    if (found.needs === 'gate') await refreshGate(ctx, org, 'first')
    else if (!(await isFreed(ctx, org, found.gate, found.refused)))
      accept(await withWaiting(ctx, org, found.gate, found.start, found.refused))
  }
  throw tooBusy(org)
}

/** Starts that wait for the same turn are decided and written together. */
const inNextBatch = batchInTurn<Holding, Held>({
  most: mostTogether,
  run: async (org, members) => {
    const [first] = members
    if (!first) return
    let open = members
    await untilWritten<null>(first.item.ctx.db, org, async () => {
      const tried = await holdAll(
        org,
        open.map(({ item }) => item),
      )
      const lost = open.filter((_, index) => tried[index] === 'lost')
      for (const [index, { done }] of open.entries()) {
        const became = tried[index]
        if (became !== undefined && became !== 'lost') done(became)
      }
      open = lost
      return open.length === 0 ? { done: null } : 'lost'
    })
  },
})
