import { type QuotaWrite, setMachineQuota as writeQuota } from '@/db/commands/compute'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { unknownMachineType, unknownOrg } from './save-compute-settings'

/**
 * Sets what an org may have of a machine in a region; null takes its own quota away, and everybody's limit counts again.
 * Settings that were saved under a higher quota stay until they are saved again.
 */
export const setMachineQuota = async (ctx: Ctx, org: string, quota: QuotaWrite): Promise<void> => {
  requirePermission(ctx, 'funds:write', org)
  const subject = `${quota.region}/${quota.machineType}`
  const audit = auditEntry(ctx, 'machine_quota.set', { org, subject, after: { limit: quota.limit } })
  const outcome = await writeQuota(ctx.db, org, quota, ctx.now, audit)
  if (outcome === 'unknown_org') throw unknownOrg(org)
  if (outcome === 'unknown_machine_type') throw unknownMachineType(quota.machineType)
}
