import { findSellerZone } from '@/db/queries/platform'
import type { Ctx } from '@/lib/context'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'

/** The day it is for the seller: whether an invoice is overdue is said in the zone in which its days are. */
export const sellerDay = async (ctx: Ctx): Promise<Day> => dayAt(ctx.now, await findSellerZone(ctx.db))
