import type { GateRow } from '@/db/queries/gates'
import { findLatestVersion } from '@/db/queries/price-books'
import { type Ctx, requirePermission } from '@/lib/context'
import { decideStart, type GateRefused, type Start } from '@/lib/core/gate/decide'
import type { Quantity } from '@/lib/core/usage/price'
import { accept } from '@/lib/platform/errors'
import { priceStart } from './price-start'
import { readGate } from './read-gate'
import { expireReservationsOf } from './release-reservation'

/** What somebody asks to start, by what it would use. */
export type StartRequest = Omit<Start, 'charge'> & {
  readonly org: string
  readonly use: { readonly meter: string; readonly quantity: Quantity } | null
}

/**
 * Whether an org may start this work now (G1, G2), from the gate's row alone.
 * @throws Refusal `payment_required`, `concurrency_exceeded` or `limit_exceeded`, each with a `reason`.
 */
export const checkStart = async (ctx: Ctx, request: StartRequest): Promise<GateRow> => {
  requirePermission(ctx, 'gate:check', request.org)
  const gate = await readGate(ctx, request.org)
  const charge = request.use && (await chargeOfUse(ctx, gate, request.use))
  const refused = decideStart(gate, { ...request, charge })
  if (refused && (await isFreed(ctx, request.org, gate, refused))) return checkStart(ctx, request)
  if (refused) accept(refused)
  return gate
}

/** Whether something was held in vain of what is missing: then it is decided again. */
export const isFreed = async (ctx: Ctx, org: string, gate: GateRow, refused: GateRefused): Promise<boolean> =>
  refused.refused === 'payment_required' &&
  (gate.held > 0n || gate.unitsHeld > 0n) &&
  (await expireReservationsOf(ctx, org))

const chargeOfUse = async (ctx: Ctx, gate: GateRow, use: NonNullable<StartRequest['use']>) =>
  priceStart(ctx, { ...gate, priceVersion: await findLatestVersion(ctx.db, gate.priceBook) }, use)
