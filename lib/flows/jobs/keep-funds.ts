import type { Ctx } from '@/lib/context'
import { expireCredit } from '@/lib/flows/funding/expire-credit'
import { expireReservations } from '@/lib/flows/gate/release-reservation'
import { resetDueWeeks } from '@/lib/flows/plans/reset-due-weeks'
import { chargeWaitingUsage } from '@/lib/flows/usage/charge-waiting'

/**
 * What time does to funds: reservations and credit expire, weeks turn, and usage that waited for funds is charged.
 * Safe to run twice and at once; what is due is derived, so a late run changes when it happens, never what is true.
 */
export const keepFunds = async (
  ctx: Ctx,
): Promise<Record<'reservations' | 'credit' | 'weeks' | 'waiting', number>> => ({
  reservations: await expireReservations(ctx),
  credit: await expireCredit(ctx),
  weeks: await resetDueWeeks(ctx),
  waiting: await chargeWaitingUsage(ctx),
})
