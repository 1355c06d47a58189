import type { Ctx } from '@/lib/context'
import { expireCredit } from '@/lib/flows/funding/expire-credit'
import { liftHalts } from '@/lib/flows/funding/lift-halts'
import { expireReservations } from '@/lib/flows/gate/release-reservation'
import { resetDueWeeks } from '@/lib/flows/plans/reset-due-weeks'

/**
 * What time does to funds: reservations and credit expire, weeks turn, and halts end.
 * Safe to run twice and at once; what is due is derived, so a late run changes when it happens, never what is true.
 */
export const keepFunds = async (ctx: Ctx): Promise<Record<'reservations' | 'credit' | 'weeks' | 'halts', number>> => ({
  reservations: await expireReservations(ctx),
  credit: await expireCredit(ctx),
  weeks: await resetDueWeeks(ctx),
  halts: await liftHalts(ctx),
})
