import type { Db } from '@/db/client'
import { contextOf, machine, today, usageEvent } from '@/db/testing/fixtures'
import { amount, start } from '@/db/testing/funds'
import type { Ctx } from '@/lib/context'
import { reserve } from '@/lib/flows/gate/reserve'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { Refusal } from '@/lib/platform/errors'

export const machineAt = (db: Db, now = today): Ctx => contextOf(db, machine(), now)

type Parts = Parameters<typeof usageEvent>[1] & { readonly reservation?: string }

/** Charges one event; answers `accepted`, `repeated`, or the code of the refusal. */
export const charge = async (ctx: Ctx, org: string, parts: Parts): Promise<string> => {
  const { reservation, ...rest } = parts
  const event = { ...usageEvent(org, rest), ...(reservation ? { reservation } : {}) }
  const [result] = (await recordUsageBatch(ctx, [event])).results
  return result?.outcome === 'refused' ? result.refusal.code : (result?.outcome ?? '')
}

/** Holds what some document units cost, for ten minutes; answers `reserved`, `repeated`, or the refusal's code. */
export const hold = async (
  ctx: Ctx,
  org: string,
  id: string,
  quantity: string,
  meter = 'doc.units',
): Promise<string> => {
  try {
    const use = { meter, quantity: amount(quantity) }
    return (await reserve(ctx, { ...start(org), use, id, seconds: 600 })).outcome
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
