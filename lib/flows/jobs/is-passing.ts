import { isPassingCode } from '@/lib/core/jobs/retry'
import { Refusal } from '@/lib/platform/errors'

/** Whether an error says that something was away or busy, and nothing against the work. */
export const isPassing = (error: unknown): boolean => error instanceof Refusal && isPassingCode(error.code)
