import { type ComputeSettings, saveComputeSettings as writeSettings } from '@/db/commands/compute'
import { findComputeSettings, findMachineLimit } from '@/db/queries/compute'
import { findOrg } from '@/db/queries/orgs'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { guardMachineQuota } from '@/lib/core/gate/machine-quota'
import { accept, Refusal } from '@/lib/platform/errors'

const attempts = 5

/**
 * Saves the hardware an org asks for (Q7). Above the quota for its region and machine type nothing is saved; the quota
 * counts as it is at the moment of saving.
 */
export const saveComputeSettings = async (ctx: Ctx, org: string, settings: ComputeSettings): Promise<void> => {
  requirePermission(ctx, 'compute:write', org)
  if (!(await findOrg(ctx.db, org, ctx.now))) throw unknownOrg(org)
  const { region, machineType, count } = settings
  const before = await findComputeSettings(ctx.db, org)
  const audit = auditEntry(ctx, 'compute.save', {
    org,
    subject: org,
    before: before && { region: before.region, machineType: before.machineType, count: before.count },
    after: { region, machineType, count },
  })
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = await findMachineLimit(ctx.db, org, region, machineType)
    if (!found) throw unknownMachineType(machineType)
    const { limit, vcpus, memoryGb } = found
    accept(guardMachineQuota({ machineType: { name: machineType, vcpus, memoryGb }, region, requested: count, limit }))
    const outcome = await writeSettings(ctx.db, org, settings, ctx.now, audit)
    if (outcome === 'applied') return
    if (outcome === 'unknown_org') throw unknownOrg(org)
  }
  throw new Refusal('stale', 'The quota is being changed at this moment; try again.', { org })
}

export const unknownOrg = (org: string): Refusal =>
  new Refusal('unknown_org', `There is no organization ${org}.`, { org })

export const unknownMachineType = (machineType: string): Refusal =>
  new Refusal('unknown_machine_type', `There is no machine type ${machineType}.`, { machine_type: machineType })
