import { findComputeSettings, listMachineQuotas, listMachineTypes } from '@/db/queries/compute'
import { findOrg } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { describeMachine } from '@/lib/core/gate/machine-quota'
import { Refusal } from '@/lib/platform/errors'

/** The machines there are, smallest first, for everybody who is known. */
export const machineTypeList = async (ctx: Ctx) => {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'Sign in, or send an API key.')
  const types = await listMachineTypes(ctx.db)
  return types.map((type) => ({ ...type, description: describeMachine(type) }))
}

/** What an org asked for last, and the quotas it has for itself. */
export const orgComputeSettings = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'usage:read', org)
  if (!(await findOrg(ctx.db, org, ctx.now)))
    throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  const [saved, quotas] = await Promise.all([findComputeSettings(ctx.db, org), listMachineQuotas(ctx.db, org)])
  return {
    org,
    settings: saved && {
      region: saved.region,
      machineType: saved.machineType,
      count: saved.count,
      updatedAt: saved.updatedAt.toString(),
    },
    quotas: quotas.map(({ region, machineType, limit }) => ({ region, machineType, limit })),
  }
}
