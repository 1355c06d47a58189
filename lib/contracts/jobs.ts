import { z } from 'zod'
import { retryKinds } from '@/lib/core/jobs/retry'
import { orgSlug } from './common'

/** Work that keeps failing, to be tried again at once. */
export const retryNowInput = z.strictObject({ org: orgSlug, kind: z.enum(retryKinds), reference: z.string().max(200) })

/** A job to be run at once. */
export const runJobInput = z.strictObject({ job: z.string().max(50) })
