import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { joinWrites } from '@/db/commands/join-writes'
import { type FundingAnswer, type FundingWrite, writeFunding, writeFundingInOrder } from '@/db/commands/write-funding'
import { latestInstant } from '@/lib/core/time/latest'
import { isUnavailable } from '@/lib/platform/errors'
import { gatherBy } from '@/lib/platform/gather'

export type TimedWrite = { readonly now: Temporal.Instant; readonly write: FundingWrite }
export type Written = { readonly answer: FundingAnswer | undefined } | { readonly error: unknown }

/** How far moments may lie apart that are written as one: what is written says no more of a moment than this. */
const sameMomentMs = 50

const fitsWith = (taken: readonly TimedWrite[], { now, write }: TimedWrite): boolean =>
  taken.every(
    (each) =>
      each.write.org !== write.org && Math.abs(each.now.epochMilliseconds - now.epochMilliseconds) <= sameMomentMs,
  )

/** Writes what was decided for an org; what is decided for others at the same moment goes into the same call. */
const writeOne = gatherBy((db: Db) => ({
  run: async (timed: readonly TimedWrite[]) => {
    const writes = timed.map(({ write }) => write)
    const answers = await writeFunding(db, latestInstant(timed.map(({ now }) => now)), writes)
    return writes.map(({ org }) => answers.get(org))
  },
  fits: fitsWith,
}))

/** How far moments of writes may lie apart that waited for the same turn and are written as one. */
const sameTurnMs = 1000

/** Writes them as one; null where they cannot be, or where one of them does not hold. */
const writeJoined = async (db: Db, writes: readonly TimedWrite[]): Promise<FundingAnswer | null> => {
  const now = latestInstant(writes.map((each) => each.now))
  const near = writes.every((each) => now.epochMilliseconds - each.now.epochMilliseconds <= sameTurnMs)
  const joined = near ? joinWrites(writes.map(({ write }) => write)) : null
  const answer = joined && (await writeOne(db, { now, write: joined }))
  return answer?.outcome === 'applied' ? answer : null
}

/**
 * Writes what was decided for one org, each on what those before it leave: as one write; in order if one of them does not
 * hold; or each by itself if one of them makes the call fail.
 */
export const writeInOrder = async (db: Db, writes: readonly TimedWrite[]): Promise<readonly Written[]> => {
  const [only] = writes
  if (!only) return []
  if (writes.length === 1) return [{ answer: await writeOne(db, only) }]
  try {
    const joined = await writeJoined(db, writes)
    if (joined) return writes.map(() => ({ answer: joined }))
    return (await writeFundingInOrder(db, writes)).map((answer) => ({ answer }))
  } catch (error) {
    if (isUnavailable(error)) throw error
  }
  const written: Written[] = []
  for (const each of writes) {
    written.push(
      await writeOne(db, each).then(
        (answer) => ({ answer }),
        (error: unknown) => ({ error }),
      ),
    )
  }
  return written
}
