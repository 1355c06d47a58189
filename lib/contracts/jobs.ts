import { z } from 'zod'
import { retryKinds } from '@/lib/core/jobs/retry'
import { orgSlug } from './common'

/** Work that keeps failing, to be tried again at once. */
export const retryNowInput = z.strictObject({ org: orgSlug, kind: z.enum(retryKinds), reference: z.string().max(200) })
