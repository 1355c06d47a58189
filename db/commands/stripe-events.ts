import type { Db } from '@/db/client'
import { call } from './call'
import { only } from './json'

/**
 * Begins and counts another attempt of a failing event. Of all who saw it with so many attempts, one is told true; where
 * the answer is lost nobody is, and the attempt after it comes in its time.
 */
export const beginStripeAttempt = (db: Db, eventId: string, attempts: number): Promise<boolean> =>
  call(async () => {
    const rows = await db.$client<{ begun: boolean }[]>`
      select begin_stripe_attempt(${eventId}, ${attempts}) as begun`
    return only(rows).begun
  })
