'use server'

import { runtime } from '@/lib/compose'
import { retryNowInput, runJobInput } from '@/lib/contracts/jobs'
import { retryNow } from '@/lib/flows/jobs/retry-now'
import { action } from '@/lib/http/action'
import { runNow } from '@/lib/jobs/run-now'

export const retryWorkNow = action(retryNowInput, (ctx, work) => retryNow(ctx, work))

export const runJobNow = action(runJobInput, (ctx, { job }) => runNow(ctx, runtime(), job))
