import { clearRetries, noteRetry, type RetryOf } from '@/db/commands/retries'
import type { Ctx } from '@/lib/context'
import { passingWait, type RetryKind, retryWaits } from '@/lib/core/jobs/retry'
import { oneLine } from '@/lib/core/text/one-line'
import { whyOf } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { isPassing } from './is-passing'

const mostErrorCharacters = 300

/** Work that was taken up, and what it is about. */
export type Taken<Item> = RetryOf & { readonly item: Item; readonly version?: bigint }

const textOf = (error: unknown): string => oneLine(whyOf(error), mostErrorCharacters) || 'It failed.'

/**
 * Does one piece of work after the other. One that fails stops no other: it waits longer after each attempt, is listed for
 * administrators, and is left to them when it was tried for weeks. What takes up work asks for what is due (`isDue`).
 * @param act answers true when the work is done; false or a sentence when it has to be tried again.
 * @returns how much was done.
 */
export const tryEach = async <Item>(
  ctx: Ctx,
  kind: RetryKind,
  work: readonly Taken<Item>[],
  act: (item: Item) => Promise<boolean | string>,
): Promise<number> => {
  const done: RetryOf[] = []
  for (const taken of work) {
    const { org, reference, item } = taken
    try {
      const outcome = await act(item)
      if (outcome === true) done.push({ org, reference })
      else await noteRetry(ctx.db, kind, taken, outcome === false ? '' : outcome, { waits: retryWaits }, ctx.now)
    } catch (error) {
      log.warn({ err: error, kind, org, reference }, 'work has to be tried again')
      const passing = isPassing(error) ? passingWait : null
      await noteRetry(ctx.db, kind, taken, textOf(error), { waits: retryWaits, passing }, ctx.now)
    }
  }
  if (done.length > 0) await clearRetries(ctx.db, kind, done)
  return done.length
}

/** Work that is about an org as a whole. */
export const ofOrgs = (orgs: readonly string[]): readonly Taken<string>[] =>
  orgs.map((org) => ({ org, reference: '', item: org }))
