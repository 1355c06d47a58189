import { Failure } from '@/packages/stripe-emulator/failure'
import type { Work } from '@/packages/stripe-emulator/work'

/** The same work at another moment, in epoch seconds. */
export const atTime = (work: Work, now: number): Work => ({ ...work, now })

/** Work in the time of a test clock. While the clock advances nothing that lives in its time can be changed. */
export const inTimeOf = async (work: Work, testClock: string | null): Promise<Work> => {
  const clock = testClock === null ? null : await work.get('test_helpers.test_clock', testClock)
  if (!clock) return work
  if (clock.status === 'advancing') {
    throw new Failure(429, {
      type: 'invalid_request_error',
      code: 'lock_timeout',
      message: `Test clock ${clock.id} is advancing. Wait until it is ready.`,
    })
  }
  return atTime(work, clock.frozenTime)
}
