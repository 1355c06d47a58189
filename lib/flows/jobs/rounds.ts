import type { Ctx } from '@/lib/context'
import type { Slice } from '@/lib/platform/slice'

/** What a job did so far, by kind of work; it is kept when the job fails. */
export type Counts = Record<string, number>

/** Does one round of work, and answers how much was done; null while something that it began is under way still. */
export type Round = (ctx: Ctx) => Promise<number | null>

export type Rounds = {
  /** A context of this moment: work may take as long as a slice. */
  readonly ctx: () => Ctx
  readonly slice: Slice
  readonly counts: Counts
}

const add = (counts: Counts, kind: string, done: number | null): void => {
  if (done) counts[kind] = (counts[kind] ?? 0) + done
}

/**
 * Does rounds of each kind of work, one kind after the other, until a round finds nothing more to do or the slice is over. A
 * kind that fails keeps no other from being done.
 * @throws what failed, at the end; several as one AggregateError.
 */
export const inTurn = async ({ ctx, slice, counts }: Rounds, kinds: Readonly<Record<string, Round>>): Promise<void> => {
  const errors: unknown[] = []
  for (const [kind, round] of Object.entries(kinds)) {
    try {
      for (let done: number | null = null; done !== 0 && slice.goesOn(); ) {
        done = await round(ctx())
        add(counts, kind, done)
      }
    } catch (error) {
      errors.push(error)
    }
  }
  throwAll(errors)
}

/** How long a kind of work that found nothing waits before it looks again, while others are busy. */
const lookAgainMs = 250

/**
 * Does rounds of each kind of work side by side, until none of them finds anything to do: what is slow of one kind holds up
 * no other, and what one leaves for another is done in the same run.
 * @throws as `inTurn`.
 */
export const sideBySide = async (
  { ctx, slice, counts }: Rounds,
  kinds: Readonly<Record<string, Round>>,
): Promise<void> => {
  const errors: unknown[] = []
  const busy = new Set<string>()
  const work = async (kind: string, round: Round): Promise<void> => {
    try {
      do {
        busy.add(kind)
        const done = await round(ctx())
        add(counts, kind, done)
        if (done !== 0) continue
        busy.delete(kind)
        if (busy.size > 0) await slice.pause(lookAgainMs)
      } while (slice.goesOn() && busy.size > 0)
    } catch (error) {
      errors.push(error)
    }
    busy.delete(kind)
  }
  await Promise.all(Object.entries(kinds).map(([kind, round]) => work(kind, round)))
  throwAll(errors)
}

const throwAll = (errors: readonly unknown[]): void => {
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) {
    const texts = errors.map((error) => (error instanceof Error ? error.message : String(error)))
    throw new AggregateError(errors, texts.join(' · '))
  }
}
