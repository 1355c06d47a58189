import type { LoadedAccount } from '@/db/queries/accounts'
import { findAlertFacts, listFailedCharges, listQuotaCrossings, listReturnFacts } from '@/db/queries/alert-facts'
import { findCardFile } from '@/db/queries/cards'
import { findStoredGate, type StoredGate } from '@/db/queries/gate-row'
import { listPlanNames } from '@/db/queries/plan-versions'
import {
  inNanoseconds,
  listStripeSubscriptions,
  owedLongest,
  type StripeSubscription,
} from '@/db/queries/stripe-subscriptions'
import type { Ctx } from '@/lib/context'
import { haltOf } from '@/lib/core/alerts/alert'
import type { AlertFacts } from '@/lib/core/alerts/due-alerts'
import { expiringCredit } from '@/lib/core/alerts/expiring'
import { isRenewedSoon } from '@/lib/core/alerts/renewal'
import { standingAt } from '@/lib/core/dunning/standing'
import type { Account } from '@/lib/core/funding/account'
import { billerAt, waterfalls } from '@/lib/core/funding/biller'
import { isLive } from '@/lib/core/funding/grant'
import { haltReasonOf } from '@/lib/core/gate/project'
import { pico } from '@/lib/core/money/amount'
import { productTitle } from '@/lib/core/plans/product-title'
import { cardName } from '@/lib/core/text/card-name'
import { dayAt, dayStart } from '@/lib/core/time/billing-day'
import { addMonths, type Month, monthOf, monthSpan } from '@/lib/core/time/day'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'

type Shell = Pick<Ctx, 'db' | 'now'>

/** What happened so long before a look is still told: just before a border of months or weeks, or while nobody looked. */
const freshHours = 48

/**
 * What an org could be told now.
 * @param since when the amounts of its alerts were chosen: a month that was over by then is not told of.
 */
export const loadAlertFacts = async (
  ctx: Shell,
  { account }: Pick<LoadedAccount, 'account'>,
  since: Ctx['now'] | null,
): Promise<AlertFacts> => {
  const { org, currency } = account
  const biller = billerAt(account.switches, ctx.now.epochNanoseconds)
  const { left, ...pays } = payingGrants(account, biller, ctx.now.epochNanoseconds)
  const months = freshMonths(ctx, account.zone, since)
  const [stored, gate, quotas, charges, subscribed, returns] = await Promise.all([
    findAlertFacts(ctx.db, { org, currency, spans: months.map(monthSpan), ...pays }),
    currentGate(ctx, org),
    listQuotaCrossings(ctx.db, org, ctx.now.subtract({ hours: freshHours })),
    listFailedCharges(ctx.db, org, ctx.now.subtract({ hours: freshHours })),
    listStripeSubscriptions(ctx.db, org),
    listReturnFacts(ctx.db, org, ctx.now.subtract({ hours: freshHours })),
  ])
  const { spent, begun, newestGrant, toldStop, recharge } = stored
  return {
    currency,
    months: months.map((month, index) => ({ month, spent: spent[index] ?? pico(0n) })),
    begun,
    credit: newestGrant === '' ? null : { left: pico(left), newest: newestGrant, biller },
    gate: gate && {
      halted: gate.halted,
      reason: haltReasonOf(gate),
      generation: gate.generation,
      told: toldStop === null ? null : BigInt(haltOf(toldStop)),
    },
    quotas,
    recharge,
    charges,
    returns,
    expiring: pays.bought ? expiringCredit(account.grants, currency, ctx.now, account.zone) : [],
    renewals: await renewalsOf(ctx, org, subscribed),
    owed: owedOf(subscribed, ctx.now.epochNanoseconds),
  }
}

/** The gate as it is now: one whose time is over is projected again, which may release it. */
const currentGate = async (ctx: Shell, org: string): Promise<StoredGate | null> => {
  const stored = await findStoredGate(ctx.db, org)
  if (stored === null || stored.validUntil.epochNanoseconds > ctx.now.epochNanoseconds) return stored
  await refreshGate(ctx, org)
  return findStoredGate(ctx.db, org)
}

/** The month that runs, after the one before it while that is fresh and the amounts were chosen before it ended. */
const freshMonths = ({ now }: Shell, zone: string, since: Ctx['now'] | null): readonly Month[] => {
  const month = monthOf(dayAt(now, zone))
  const began = dayStart(monthSpan(month).start, zone).epochMilliseconds
  const isFresh = now.epochMilliseconds - began < freshHours * 3_600_000
  return isFresh && since !== null && since.epochMilliseconds < began ? [addMonths(month, -1), month] : [month]
}

/** Which grants of money pay for usage under a biller, and what is left of them, held for running work or not. */
const payingGrants = (
  { grants, currency, freeCredit }: Account,
  biller: ReturnType<typeof billerAt>,
  now: bigint,
): { readonly free: boolean; readonly bought: boolean; readonly left: bigint } => {
  const { sources } = waterfalls[biller]
  const free = freeCredit && sources.includes('free_grant')
  const bought = sources.includes('credits')
  const left = grants
    .filter((grant) => grant.asset === currency && isLive(grant, now) && (grant.origin === 'free' ? free : bought))
    .reduce((sum, grant) => sum + grant.remaining + grant.held, 0n)
  return { free, bought, left }
}

const owedOf = (rows: Awaited<ReturnType<typeof listStripeSubscriptions>>, now: bigint): AlertFacts['owed'] => {
  const row = owedLongest(rows)
  if (row === null) return null
  const since = row.pastDueSince.epochNanoseconds
  const standing = standingAt(since, now)
  if (standing === 'good') return null
  return { subscription: row.subscriptionId, standing, since, amount: row.owed, currency: row.currency }
}

/** Subscriptions that are renewed soon, by the names that people know, and the card that pays. */
const renewalsOf = async (
  { db, now }: Shell,
  org: string,
  subscribed: readonly StripeSubscription[],
): Promise<AlertFacts['renewals']> => {
  const soon = subscribed.filter((each) =>
    isRenewedSoon(
      { ...each, ...inNanoseconds(each), endsAt: each.endsAt?.epochNanoseconds ?? null },
      now.epochNanoseconds,
    ),
  )
  if (soon.length === 0) return []
  const [plans, file] = await Promise.all([listPlanNames(db), findCardFile(db, org)])
  const card = file && file.cardLast4 !== '' ? cardName({ brand: file.cardBrand, last4: file.cardLast4 }) : ''
  return soon.map((each) => ({
    subscription: each.subscriptionId,
    plan: productTitle(plans, each),
    amount: each.price,
    currency: each.currency,
    renewsAt: each.periodEndsAt.epochNanoseconds,
    card,
  }))
}
