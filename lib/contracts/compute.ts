import { z } from 'zod'
import { orgSlug } from './common'

/** A region as the platform names it. */
export const regionName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be a slug: a-z, 0-9 and -')
/** A machine type as the platform names it. */
export const machineTypeName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be a name such as n2-standard-4: a-z, 0-9, ., _ and -')

const count = z.number().int().min(0).max(1_000_000)

/** The hardware an org asks for (Q7). */
export const computeSettingsRequest = z.strictObject({ region: regionName, machineType: machineTypeName, count })

/** What was saved. */
export const savedComputeSettings = z.object({
  region: z.string(),
  machineType: z.string(),
  count: z.number().int(),
  updatedAt: z.iso.datetime(),
})
export type SavedComputeSettings = z.infer<typeof savedComputeSettings>

export const computeSettingsAnswer = z.object({
  org: z.string(),
  settings: savedComputeSettings.nullable(),
  quotas: z.array(z.object({ region: z.string(), machineType: z.string(), limit: z.number().int() })),
})
export type ComputeSettingsAnswer = z.infer<typeof computeSettingsAnswer>

/** What an org may have of a machine in a region; null is what everybody may. */
export const machineQuotaRequest = z.strictObject({
  region: regionName,
  machineType: machineTypeName,
  limit: count.nullable(),
})

export const machineQuotaAnswer = z.object({
  org: z.string(),
  region: z.string(),
  machineType: z.string(),
  limit: z.number().int().nullable(),
})
export type MachineQuotaAnswer = z.infer<typeof machineQuotaAnswer>

export const machineTypeRequest = z.strictObject({
  vcpus: z.number().int().min(1).max(10_000),
  memoryGb: z.number().int().min(1).max(1_000_000),
  defaultLimit: count,
})

export const machineTypeItem = z.object({
  machineType: z.string(),
  vcpus: z.number().int(),
  memoryGb: z.number().int(),
  defaultLimit: z.number().int(),
  description: z.string(),
})
export type MachineTypeItem = z.infer<typeof machineTypeItem>

export const machineTypesAnswer = z.object({ machineTypes: z.array(machineTypeItem) })
export type MachineTypesAnswer = z.infer<typeof machineTypesAnswer>

/** The form of compute settings: the count as it was typed. */
export const computeForm = computeSettingsRequest.extend({
  org: orgSlug,
  count: z
    .string()
    .regex(/^\d{1,7}$/, 'must be a whole number')
    .transform(Number)
    .pipe(count),
})
export type ComputeFields = z.input<typeof computeForm>

/** Why settings are not saved, to the letter as the API answers it (Q7). */
export const quotaExceeded = z.object({
  error_code: z.literal('quota_exceeded'),
  message: z.string(),
  machine_type: z.string(),
  region: z.string(),
  limit: z.number().int(),
  requested: z.number().int(),
})
export type QuotaExceeded = z.infer<typeof quotaExceeded>
