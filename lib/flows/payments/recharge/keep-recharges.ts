import type { Temporal } from 'temporal-polyfill'
import { beginRecharge } from '@/db/commands/recharge'
import { noteRetry } from '@/db/commands/retries'
import { listOpenRecharges, listOrgsToRecharge } from '@/db/queries/recharge'
import type { Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { retryWaits } from '@/lib/core/jobs/retry'
import { tryEach } from '@/lib/flows/jobs/try-each'
import { newId } from '@/lib/platform/ids'
import { log } from '@/lib/platform/log'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { chargeRecharge } from './charge-recharge'
import { loadRecharge } from './recharge-state'

const pageSize = 100
/** An org at its threshold that cannot be recharged is looked at again with the next minute: a month may begin then. */
const againAt = (now: Temporal.Instant) => ({
  waits: retryWaits,
  passing: 60 - (Math.floor(now.epochMilliseconds / 1_000) % 60),
})

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

/** Looks at all orgs at their threshold. Many may stay there, at the cap of the month or without a card: those wait a while. */
const beginDue = async (ctx: Ctx): Promise<void> => {
  let orgs: readonly string[] = await listOrgsToRecharge(ctx.db, ctx.now, '', pageSize)
  while (orgs.length > 0) {
    for (const org of orgs) {
      const isDue = await begin(ctx, org).catch((error: unknown) => {
        log.warn({ err: error, org }, 'a recharge could not be begun')
        return false
      })
      if (!isDue) await noteRetry(ctx.db, 'recharge', { org, reference: '' }, '', againAt(ctx.now), ctx.now)
    }
    orgs = await listOrgsToRecharge(ctx.db, ctx.now, orgs.at(-1) ?? '', pageSize)
  }
}

/** What does not pass by itself within moments. */
const lasting: readonly string[] = ['off', 'declined', 'no_card', 'monthly_cap']

/** Answers whether a recharge is due, or may be in a moment. */
const begin = async (ctx: Ctx, org: string): Promise<boolean> => {
  const loaded = await loadRecharge(ctx, org)
  if (!loaded) return false
  if (!('recharge' in loaded.decision)) return !lasting.includes(loaded.decision.withheld)
  const { settings, since } = loaded
  const { version, amount, currency } = settings
  const begun = { purchaseId: newId('pur'), by: actorName(ctx.actor), at: ctx.now }
  await beginRecharge(ctx.db, org, { version, amount, currency, since }, begun)
  return true
}
