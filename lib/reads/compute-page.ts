import { offersMachines } from '@/db/queries/compute'
import { findSeller } from '@/db/queries/platform'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { machineTypeList, orgComputeSettings } from './compute'
import { orgOf } from './org-of'

/** What a customer sees of its machines: what is saved, what there is to choose, and how many it may have where. */
export const computePage = async (ctx: Ctx, slug: string) => {
  const { name, config } = await orgOf(ctx, slug)
  const [offered, types, { settings, quotas }, seller] = await Promise.all([
    offersMachines(ctx.db),
    machineTypeList(ctx),
    orgComputeSettings(ctx, slug),
    findSeller(ctx.db),
  ])
  return {
    org: slug,
    payer: config.buyer.name || name,
    zone: config.zone,
    /** Whom to ask for a higher quota; empty where nobody is named. */
    contact: seller?.email ?? '',
    offered,
    maySave: permit(ctx.actor, 'compute:write', slug) === 'yes',
    machines: types.map(({ machineType, description, defaultLimit }) => ({ machineType, description, defaultLimit })),
    settings,
    quotas,
  }
}
