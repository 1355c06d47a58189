import { afterAll } from 'vitest'
import type { Ctx } from '@/lib/context'
import type { Counts } from '@/lib/flows/jobs/rounds'
import { creditExpiry } from '@/lib/jobs/credit-expiry'
import type { Job } from '@/lib/jobs/job'
import { meter } from '@/lib/jobs/meter'
import { weeklyReset } from '@/lib/jobs/weekly-reset'
import { createSlice } from '@/lib/platform/slice'
import type { Runtime } from '@/lib/runtime'

const slices: { readonly stop: () => void }[] = []
afterAll(() => {
  for (const slice of slices) slice.stop()
})

/** What jobs do at an instant, without a lease, with what they need of the outside. Answers what was done. */
export const runAt = async (ctx: Ctx, jobs: readonly Job[], runtime: Partial<Runtime> = {}): Promise<Counts> => {
  const counts: Counts = {}
  const slice = createSlice(600_000)
  slices.push(slice)
  for (const job of jobs) await job.run({ ctx: () => ctx, slice, counts }, runtime as Runtime)
  return counts
}

/** What time does to funds. */
export const keepFunds = (ctx: Ctx): Promise<Counts> => runAt(ctx, [creditExpiry, weeklyReset, meter])
