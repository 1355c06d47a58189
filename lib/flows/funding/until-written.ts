import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '@/db/client'
import { leaveTurn, takeTurn } from '@/db/commands/turns'
import { log } from '@/lib/platform/log'
import { inTurn, patienceMs, tooBusy } from '@/lib/platform/turns'

const mostAttempts = 100
/** Attempts that may be lost against other processes before they are told to let this one go first. */
const lostBeforeTurn = 3
const firstPauseMs = 4
const longestPauseMs = 100

/** What an attempt came to: `again` is to be decided anew at once, `lost` was decided on what is not so any more. */
export type Attempted<T> = { readonly done: T } | 'again' | 'lost'

/** Anywhere up to twice as long as after the loss before: those who lost together do not come back together. */
const pauseMs = (lost: number): number => Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** lost)

/**
 * Loads, decides and writes something of an org's account, and again where something else was written meanwhile: the one way
 * in which an account is changed. The changes of one process take turns, in the order in which they were asked for, so that
 * none of them is decided in vain and one that takes long is not overtaken for ever. Against other processes it pauses for
 * a random time after each loss; when it has lost a few times, they are told to let it go first.
 * @param attempt is given how many were made before; it writes all or nothing.
 * @throws Refusal `unavailable` if it does not come about in the time that the caller has; nothing is written then.
 */
export const untilWritten = <T>(
  db: Db,
  org: string,
  attempt: (before: number) => Promise<Attempted<T>>,
  place: 'first' | 'last' = 'last',
): Promise<T> => {
  const until = performance.now() + patienceMs()
  return inTurn(
    db.$client,
    org,
    async () => {
      let lost = 0
      let ahead = false
      try {
        for (let before = 0; before < mostAttempts; before += 1) {
          const attempted = await attempt(before)
          if (typeof attempted === 'object') return attempted.done
          if (attempted === 'lost') {
            lost += 1
            ahead = lost >= lostBeforeTurn && (await takeTurn(db, org))
          }
          const pause = attempted === 'lost' && !ahead ? pauseMs(lost) : 0
          if (performance.now() + pause > until) break
          if (pause > 0) await sleep(pause)
        }
        throw tooBusy(org)
      } finally {
        if (lost >= lostBeforeTurn) await leaveTurn(db, org).catch((error: unknown) => notLeft(org, error))
      }
    },
    place,
  )
}

/** It ends by itself. */
const notLeft = (org: string, error: unknown): void => log.warn({ err: error, org }, 'a turn was not given back')
