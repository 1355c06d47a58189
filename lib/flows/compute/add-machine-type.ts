import { type MachineTypeWrite, addMachineType as writeType } from '@/db/commands/compute'
import { auditEntry, type Ctx, requirePlatformPermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'

/**
 * Adds a machine that compute settings can name, with what everybody may have of it. A machine is what it is for good:
 * saying it again changes nothing, saying it otherwise is refused; what one org may have is set by its quota.
 */
export const addMachineType = async (ctx: Ctx, type: MachineTypeWrite): Promise<void> => {
  requirePlatformPermission(ctx, 'funds:write')
  const { machineType, ...after } = type
  const audit = auditEntry(ctx, 'machine_type.add', { subject: machineType, after })
  if ((await writeType(ctx.db, type, audit)) === 'exists') {
    throw new Refusal('exists', `There is another machine type ${machineType}; it does not change.`, {
      machine_type: machineType,
    })
  }
}
