import { Temporal } from 'temporal-polyfill'
import { findRecharge } from '@/db/queries/recharge'
import type { Ctx } from '@/lib/context'
import { type AttentionKind, attentionOf } from '@/lib/core/funding/attention'
import { type HaltReason, isHaltReason } from '@/lib/core/gate/project'
import { type Stop, stopOf } from '@/lib/core/gate/stop'
import { picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import type { customerFunding } from './customer-funding'
import type { InvoiceItem } from './invoice-item'
import { orgOf } from './org-of'
import { orgSubscriptions } from './org-subscriptions'
import { paymentMethods } from './payment-methods'

type Funding = Awaited<ReturnType<typeof customerFunding>>

/** What of an org has to be asked for beyond what its overview shows anyhow. */
export const careFacts = async (ctx: Ctx, slug: string) => {
  const { config } = await orgOf(ctx, slug)
  const [methods, recharge, subscribed] = await Promise.all([
    paymentMethods(ctx, slug),
    findRecharge(ctx.db, slug),
    orgSubscriptions(ctx, slug),
  ])
  return { zone: config.zone, payBy: config.payBy, methods, recharge, subscribed }
}
export type CareFacts = Awaited<ReturnType<typeof careFacts>>

export type CustomerAttention = ReturnType<typeof customerAttention>

/** What needs somebody, the most urgent first, with what is said about it. */
export const customerAttention = (
  ctx: Ctx,
  { zone, payBy, methods, recharge, subscribed }: CareFacts,
  { funding, invoices }: { readonly funding: Funding; readonly invoices: readonly InvoiceItem[] },
) => {
  const today = dayAt(ctx.now, zone)
  const stop = stopShown(funding)
  const overdue = invoices.filter(({ status }) => status === 'overdue')
  const declined = invoices.filter(({ status, declined: is }) => status === 'open' && is)
  const card = methods.cards.find(({ charged }) => charged) ?? null
  const expiring = nextExpiry(funding, zone)
  const kinds: readonly AttentionKind[] = attentionOf({
    today,
    stop,
    standing: subscribed.standing,
    overdueInvoices: overdue.length,
    failedCharges: declined.length,
    needsCard: payBy === 'card' || (recharge?.enabled ?? false) || subscribed.plan !== null || subscribed.tier !== null,
    card: card?.standing ?? 'none',
    rechargeOff: recharge !== null && !recharge.enabled && recharge.lastFailure !== '',
    runsOutOn: funding?.runsOutOn ?? null,
    expiresOn: expiring?.day ?? null,
  })
  return {
    kinds,
    stop,
    biller: funding?.biller ?? 'invoice',
    hasCard: card !== null,
    card: card && { brand: card.brand, last4: card.last4, expires: card.expires },
    overdue: countOf(overdue),
    declined: countOf(declined),
    runsOutOn: funding?.runsOutOn ?? null,
    expiring,
  }
}

/** How many, and where the one leads if it is one. */
const countOf = (invoices: readonly InvoiceItem[]) => ({
  count: invoices.length,
  href: invoices.length === 1 ? (invoices[0]?.href ?? null) : null,
})

/** Why nothing can start, as the gate that is shown says it. */
const stopShown = (funding: Funding): Stop | null => {
  if (funding === null || funding.gate.allowed) return null
  const { biller, gate, spend, settings } = funding
  const reason: HaltReason | 'insufficient_funds' = isHaltReason(gate.reason) ? gate.reason : 'insufficient_funds'
  const cap = spend.cap === null ? null : parseDecimal(spend.cap, picoPlaces)
  return stopOf(reason, { biller, cap, card: settings.card, subscribed: settings.subscribed })
}

/** The next credit that expires with something left. */
const nextExpiry = (
  funding: Funding,
  zone: string,
): { readonly day: Day; readonly amount: string; readonly asset: string } | null => {
  const ending = (funding?.grants ?? [])
    .filter(({ state, expiresAt, remaining }) => state === 'open' && expiresAt !== null && /[1-9]/.test(remaining))
    .map(({ expiresAt, remaining, asset }) => ({ at: Temporal.Instant.from(expiresAt ?? ''), remaining, asset }))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at))
  const [first] = ending
  return first ? { day: dayAt(first.at, zone), amount: first.remaining, asset: first.asset } : null
}
