import type { GateRow } from '@/db/queries/gates'
import { findLatestVersion } from '@/db/queries/price-books'
import { type Ctx, requirePermission } from '@/lib/context'
import { decideStart, type GateRefused, type Start } from '@/lib/core/gate/decide'
import { leastUse } from '@/lib/core/pricing/meter-price'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Quantity } from '@/lib/core/usage/price'
import { pricesOf } from '@/lib/flows/usage/prices'
import { accept } from '@/lib/platform/errors'
import { lookUpWaiting } from './look-up-waiting'
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
  const least = !gate.halted && gate.reason === 'free_credit_used_up' ? await leastOf(ctx, gate) : null
  const start = { ...request, charge, least }
  const refused = decideStart(gate, start)
  if (refused && (await isFreed(ctx, request.org, gate, refused))) return checkStart(ctx, request)
  if (refused) accept(await withWaiting(ctx, request.org, gate, start, refused))
  return gate
}

/** The refusal with what waits to be paid, if usage of the org does. Nobody who may start pays for looking that up. */
export const withWaiting = async (
  ctx: Ctx,
  org: string,
  gate: GateRow,
  start: Start,
  refused: GateRefused,
): Promise<GateRefused> => {
  if (refused.refused !== 'payment_required' || !gate.halted || !gate.short) return refused
  return decideStart(gate, { ...start, waiting: await lookUpWaiting(ctx.db, org, ctx.now) }) ?? refused
}

/** Whether something was held in vain of what is missing: then it is decided again. */
export const isFreed = async (ctx: Ctx, org: string, gate: GateRow, refused: GateRefused): Promise<boolean> =>
  refused.refused === 'payment_required' &&
  (gate.held > 0n || gate.unitsHeld > 0n) &&
  (await expireReservationsOf(ctx, org))

/** What the smallest use costs, where free credit alone pays: a rest that is less counts as nothing. */
const leastOf = async ({ db, now }: Ctx, { priceBook, zone }: GateRow): Promise<bigint | null> =>
  leastUse(await pricesOf(db, priceBook, await findLatestVersion(db, priceBook)), dayAt(now, zone))

const chargeOfUse = async (ctx: Ctx, gate: GateRow, use: NonNullable<StartRequest['use']>) =>
  priceStart(ctx, { ...gate, priceVersion: await findLatestVersion(ctx.db, gate.priceBook) }, use)
