import { beginRecharge } from '@/db/commands/recharge'
import { listOpenRecharges, listOrgsToRecharge } from '@/db/queries/recharge'
import type { Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { tryEach } from '@/lib/flows/jobs/try-each'
import { newId } from '@/lib/platform/ids'
import { log } from '@/lib/platform/log'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { chargeRecharge } from './charge-recharge'
import { loadRecharge } from './recharge-state'

const pageSize = 100

/** Recharges of an org that follow each other in one run, until usage that waits and the threshold are covered. */
const mostRounds = 20

/**
 * Begins the recharges that are due, and charges all that are under way: those just begun, and those whose process died
 * or could not reach Stripe. If one was too little for what waits to be paid, the next follows, one at a time, under the cap
 * of the month. Safe to run twice and at once. An org that fails stops no other.
 * @returns how many recharges came to an end.
 */
export const keepRecharges = async (ctx: Ctx, stripe: StripeGateway): Promise<number> => {
  let ended = 0
  for (let round = 0; round < mostRounds; round += 1) {
    await beginDue(ctx)
    const more = await chargeOpen(ctx, stripe)
    ended += more
    if (more === 0) break
  }
  return ended
}

const chargeOpen = async (ctx: Ctx, stripe: StripeGateway): Promise<number> => {
  const open = (await listOpenRecharges(ctx.db, ctx.now)).map((item) => ({
    org: item.orgId,
    reference: item.purchaseId,
    item,
  }))
  return tryEach(ctx, 'recharge', open, async (purchase) => {
    const { status } = await chargeRecharge(ctx, stripe, purchase)
    return status !== 'processing'
  })
}

/** Walks over all orgs at their threshold: many may stay there, at the cap of the month or without a card. */
const beginDue = async (ctx: Ctx): Promise<void> => {
  let orgs: readonly string[] = await listOrgsToRecharge(ctx.db, '', pageSize)
  while (orgs.length > 0) {
    for (const org of orgs) {
      try {
        await begin(ctx, org)
      } catch (error) {
        log.warn({ err: error, org }, 'a recharge could not be begun')
      }
    }
    orgs = await listOrgsToRecharge(ctx.db, orgs.at(-1) ?? '', pageSize)
  }
}

const begin = async (ctx: Ctx, org: string): Promise<void> => {
  const loaded = await loadRecharge(ctx, org)
  if (!loaded || !('recharge' in loaded.decision)) return
  const { settings, since } = loaded
  const { version, amount, currency } = settings
  const begun = { purchaseId: newId('pur'), by: actorName(ctx.actor), at: ctx.now }
  await beginRecharge(ctx.db, org, { version, amount, currency, since }, begun)
}
