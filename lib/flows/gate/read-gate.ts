import type { GateRow } from '@/db/queries/gates'
import type { Ctx } from '@/lib/context'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'
import { Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { lookUpGate } from './look-up-gates'

const attempts = 5

/** The gate of an org; one that is missing or out of date is projected from the account first (G4). */
export const readGate = async (ctx: Ctx, org: string): Promise<GateRow> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = await lookUpGate(ctx.db, org, ctx.now)
    if (found === null) throw unknownOrg(org)
    if (found.state === 'current') return found.gate
    log.info({ org, state: found.state, requestId: ctx.requestId }, 'the gate is projected again')
    await refreshGate(ctx, org)
  }
  throw new Refusal('stale', `Much is happening to ${org} at the moment; ask again.`, { org })
}
