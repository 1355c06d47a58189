import { findNames } from '@/db/queries/names'
import type { Ctx } from '@/lib/context'

const idOf = (recorded: string): string => recorded.slice(recorded.indexOf(':') + 1)

/**
 * Names for actors as records keep them (`user:usr_…`, `key:key_…`, `system:outbox`): people by their name, keys marked
 * as such, the system by its part. Whom nobody knows any more keeps the id.
 */
export const actorNames = async (ctx: Ctx, recorded: readonly string[]): Promise<(actor: string) => string> => {
  const names = await findNames(ctx.db, recorded.map(idOf))
  return (actor) => {
    const name = names.get(idOf(actor)) ?? idOf(actor)
    return actor.startsWith('key:') ? `${name} (API key)` : actor.startsWith('system:') ? `${name} (system)` : name
  }
}
