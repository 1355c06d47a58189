'use server'

import { computeForm, quotaExceeded } from '@/lib/contracts/compute'
import { saveComputeSettings } from '@/lib/flows/compute/save-compute-settings'
import { action } from '@/lib/http/action'
import { envelopeOf, Refusal } from '@/lib/platform/errors'

/** Answers null where the machines are saved, else what the API says of a quota that is too small. */
export const saveMachines = action(computeForm, async (ctx, { org, ...machines }) => {
  try {
    await saveComputeSettings(ctx, org, machines)
    return { exceeded: null }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'quota_exceeded') throw error
    return { exceeded: quotaExceeded.parse(envelopeOf(error).detail) }
  }
})
