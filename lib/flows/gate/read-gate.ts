import type { GateRow } from '@/db/queries/gates'
import type { Ctx } from '@/lib/context'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'
import { withoutDeadline } from '@/lib/platform/deadline'
import { log } from '@/lib/platform/log'
import { inTurn, isFree, tooBusy } from '@/lib/platform/turns'
import { lookUpGate } from './look-up-gates'

const attempts = 5

/** Projections under way, by pool and org: who meets the same gate waits for the same one. */
const projections = new WeakMap<object, Map<string, Promise<void>>>()

const projectOnce = ({ db, now }: Pick<Ctx, 'db' | 'now'>, org: string): Promise<void> => {
  const known = projections.get(db.$client) ?? new Map<string, Promise<void>>()
  projections.set(db.$client, known)
  const running = known.get(org)
  if (running) return running
  const projected = withoutDeadline(() => refreshGate({ db, now }, org, 'first')).finally(() => known.delete(org))
  known.set(org, projected)
  return projected
}

/**
 * The gate of an org; one that is missing or out of date is projected from the account first (G4). One that a change under
 * way has put out of force is in force again when the change is done: that is waited for before anything is written.
 */
export const readGate = async (ctx: Ctx, org: string): Promise<GateRow> => {
  const look = () => lookUpGate(ctx.db, org, ctx.now)
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const waits = attempt > 0 || !isFree(ctx.db.$client, org)
    const first = await look()
    const found = first?.state !== 'current' && waits ? await inTurn(ctx.db.$client, org, look, 'first') : first
    if (found === null) throw unknownOrg(org)
    if (found.state === 'current') return found.gate
    log.info({ org, state: found.state, requestId: ctx.requestId }, 'the gate is projected again')
    await projectOnce(ctx, org)
  }
  throw tooBusy(org)
}
