import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
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

/**
 * Writes what was decided for one org, each on what those before it leave: in one call, or each by itself if that call fails
 * because of one of them.
 */
export const writeInOrder = async (db: Db, writes: readonly TimedWrite[]): Promise<readonly Written[]> => {
  const [only] = writes
  if (!only) return []
  if (writes.length === 1) return [{ answer: await writeOne(db, only) }]
  try {
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
