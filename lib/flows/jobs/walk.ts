import { beginWalk, moveWalk } from '@/db/commands/walks'
import { findWalk } from '@/db/queries/walks'
import type { Ctx } from '@/lib/context'
import { isWalkDue, type WalkPeriod } from '@/lib/core/jobs/walk'
import type { Slice } from '@/lib/platform/slice'

export type Walk = {
  readonly name: string
  /** It begins once in each of these, in UTC. */
  readonly every: WalkPeriod
  /**
   * Looks at the next things after one.
   * @param after the key of the last thing that was looked at; empty at the start.
   * @returns the key to go on after, null at the end, and how much was found that counts.
   */
  readonly step: (ctx: Ctx, after: string) => Promise<{ readonly next: string | null; readonly done: number }>
}

/**
 * Goes on with a walk over everything, or begins it if it is due, for as long as the slice lasts. Where it stops is kept: it goes
 * on from there, in whichever process. The first one of an installation begins with the next hour or day.
 * @returns how much its steps found.
 */
export const walkOn = async (at: () => Ctx, slice: Slice, { name, every, step }: Walk): Promise<number> => {
  const ctx = at()
  const found = await findWalk(ctx.db, name)
  if (!found) {
    await beginWalk(ctx.db, name, null, ctx.now)
    return 0
  }
  const begins = found.place === null && isWalkDue(every, found.beganAt, ctx.now)
  if (begins) await beginWalk(ctx.db, name, '', ctx.now)
  let place = begins ? '' : found.place
  let done = 0
  while (place !== null && slice.goesOn()) {
    const now = at()
    const { next, done: more } = await step(now, place)
    await moveWalk(now.db, name, { from: place, to: next }, now.now)
    place = next
    done += more
  }
  return done
}
