import { postingSections } from '@/db/commands/funding-sections'
import { findOverdueOf, findOverdueReservations, findReservations, type Reservation } from '@/db/queries/reservations'
import { type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { assetOf, knowsNot } from '@/lib/core/funding/account'
import { applyPosting, post } from '@/lib/core/funding/post'
import { releaseMoves } from '@/lib/core/funding/till'
import { noteOfUsage } from '@/lib/core/funding/withhold'
import { changeAccount } from '@/lib/flows/funding/change-account'
import { tryEach } from '@/lib/flows/jobs/try-each'
import { Refusal } from '@/lib/platform/errors'

const mostAtOnce = 500

/** Gives back what a reservation holds. One that is closed already stays as it is. */
export const releaseReservation = async (ctx: Ctx, org: string, id: string): Promise<Reservation['state']> => {
  requirePermission(ctx, 'gate:check', org)
  const [found] = await findReservations(ctx.db, org, [id])
  if (!found) throw new Refusal('unknown_reservation', `There is no reservation ${id}.`, { reservation: id })
  return close(ctx, found, 'released')
}

/** Gives back what reservations hold whose time is over. Answers how many there were. */
export const expireReservations = async (ctx: Ctx): Promise<number> => {
  const overdue = await findOverdueReservations(ctx.db, ctx.now, mostAtOnce)
  const work = overdue.map((item) => ({ org: item.org, reference: item.id, item }))
  return tryEach(ctx, 'reservation', work, async (reservation) => {
    await close(ctx, reservation, 'expired')
    return true
  })
}

/**
 * The same for one org, before it is refused because of what is held: what a reservation holds whose time is over is free
 * (G10), whether or not the job came by. Answers whether there was any.
 */
export const expireReservationsOf = async (ctx: Ctx, org: string): Promise<boolean> => {
  const overdue = await findOverdueOf(ctx.db, org, ctx.now, mostAtOnce)
  for (const reservation of overdue) await close(ctx, reservation, 'expired')
  return overdue.length > 0
}

const close = async (ctx: Ctx, found: Reservation, state: 'released' | 'expired'): Promise<Reservation['state']> => {
  let current = found
  await changeAccount(ctx, found.org, ({ account }) => {
    if (current.state !== 'open') return null
    // Somebody else may have closed it meanwhile.
    const again = async () => {
      current = (await findReservations(ctx.db, found.org, [found.id]))[0] ?? current
    }
    if (knowsNot(account, current.parts)) return { outdated: true, again }
    const posting = post(releaseMoves(account, current.parts))
    return {
      after: applyPosting(account, posting),
      write: {
        reshape: true,
        ...postingSections(posting, {
          by: actorName(ctx.actor),
          asset: (grant) => assetOf(account, grant),
          note: noteOfUsage,
        }),
        close: [{ id: current.id, state, by: null }],
        by: actorName(ctx.actor),
      },
      again,
    }
  })
  return current.state === 'open' ? state : current.state
}
