import { type CellDelivery, listCells, listDeliveries } from '@/db/queries/cells'
import { findOrg } from '@/db/queries/orgs'
import { type Ctx, requirePermission, requirePlatformPermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'

const mostDeliveries = 200

const deliveryOf = ({ messageId, cell, orgId, command, generation, attemptedAt, ...rest }: CellDelivery) => ({
  messageId,
  cell,
  org: orgId,
  command,
  generation: Number(generation),
  attemptedAt: attemptedAt.toString(),
  status: rest.status,
  outcome: rest.outcome,
  error: rest.error,
})
type Delivery = ReturnType<typeof deliveryOf>

/** Every cell with the last attempt to tell it something, and no secrets. */
export const cellsOverview = async (ctx: Ctx) => {
  requirePlatformPermission(ctx, 'funds:write')
  const cells = await listCells(ctx.db)
  return cells.map(({ cell, url, updatedAt, lastDelivery }) => ({
    cell,
    url,
    updatedAt: updatedAt.toString(),
    lastDelivery: lastDelivery && deliveryOf(lastDelivery),
  }))
}

/** The newest 200 attempts to tell cells of an org's halts, newest first. */
export const orgDeliveries = async (ctx: Ctx, org: string): Promise<Delivery[]> => {
  requirePermission(ctx, 'funds:write', org)
  if (!(await findOrg(ctx.db, org, ctx.now))) throw new Refusal('unknown_org', `There is no organization ${org}.`)
  return (await listDeliveries(ctx.db, org, mostDeliveries)).map(deliveryOf)
}
