'use server'

import { retryNowInput } from '@/lib/contracts/jobs'
import { retryNow } from '@/lib/flows/jobs/retry-now'
import { action } from '@/lib/http/action'

export const retryWorkNow = action(retryNowInput, (ctx, work) => retryNow(ctx, work))
