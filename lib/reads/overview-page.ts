import { listPlanVersions } from '@/db/queries/plan-versions'
import { hasBegun } from '@/db/queries/reported-usage'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import type { Biller } from '@/lib/core/funding/biller'
import { takesPostpaid } from '@/lib/core/funding/sources'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { addMonths } from '@/lib/core/time/day'
import { changePercent } from '@/lib/core/usage/report-range'
import { careFacts, customerAttention } from './customer-attention'
import { type CustomerFunding, customerFunding } from './customer-funding'
import { type CustomerOverview, customerOverview } from './customer-overview'
import { type CustomerSpend, customerSpend } from './customer-spend'

export type OverviewPage = Awaited<ReturnType<typeof overviewPage>>

/**
 * Everything on the first page of a customer: one look at each of its parts, all at once.
 * @param allTenants every tenant, where there are many.
 */
export const overviewPage = async (ctx: Ctx, slug: string, allTenants = false) => {
  const [shown, funding, spend, care, plans] = await Promise.all([
    customerOverview(ctx, slug, allTenants),
    customerFunding(ctx, slug),
    customerSpend(ctx, slug),
    careFacts(ctx, slug),
    listPlanVersions(ctx.db),
  ])
  const { estimate, openInvoices, tenants } = shown
  const biller = funding?.biller ?? 'invoice'
  const week = biller === 'plan_quota' ? (funding?.week ?? null) : null
  const isQuiet = !spend.anything && tenants.length === 0 && openInvoices.length === 0 && !/[1-9]/.test(estimate.total)
  const billed = takesPostpaid(funding?.settings ?? { card: false, subscribed: false }, biller)
  return {
    ...shown,
    org: slug,
    biller,
    funding,
    spend: biller === 'invoice' ? withFees(spend, shown) : spend,
    attention: customerAttention(ctx, care, { funding, invoices: openInvoices }),
    /** The plan in force, by its title; null for an org on no plan. */
    plan: week && {
      title: plans.find(({ plan, version }) => plan === week.plan && version === week.version)?.name ?? week.plan,
      week,
    },
    /** Null where nothing goes onto a bill. */
    nextInvoice:
      billed || /[1-9]/.test(estimate.total)
        ? { expectedOn: `${addMonths(shown.month, 1)}-01`, soFar: estimate.total }
        : null,
    /** Nothing has happened yet. */
    isNew: isQuiet && !(await hasBegun(ctx.db, slug)),
    /** What its biller needs before the first call, it has. */
    isReady: isReady(biller, funding, care.methods.cards.length > 0),
    mayPay: permit(ctx.actor, 'org:pay', slug) === 'yes',
  }
}

/** Whether an org has what it needs to begin: a card behind free credit, a plan, a subscription. Welcome credit ends soon. */
const isReady = (biller: Biller, funding: CustomerFunding | null, hasCard: boolean): boolean => {
  if (funding === null || biller === 'invoice') return true
  if (biller === 'free_credit') return hasCard
  if (biller === 'plan_quota') return funding.week !== null
  return biller === 'linked' && funding.settings.subscribed
}

const read = (text: string): bigint => parseDecimal(text, minorPlaces) ?? 0n
const text = (amount: bigint): string => formatDecimal(amount, minorPlaces)

/**
 * For who is billed by invoice the month costs what its invoice would say so far. What is expected adds what usage and
 * fees still come to, so that it is never below it; the month before counts usage and fees likewise.
 */
const withFees = (spend: CustomerSpend, { estimate, fees }: CustomerOverview): CustomerSpend => {
  const spent = read(estimate.total)
  const coming = read(spend.forecast) - read(spend.spent) + read(fees.expected) - read(fees.soFar)
  const forecast = spent + (coming > 0n ? coming : 0n)
  const lastMonth = read(spend.lastMonth) + read(fees.lastMonth)
  return {
    ...spend,
    spent: text(spent),
    forecast: text(forecast),
    lastMonth: text(lastMonth),
    // Credit for earlier months is no share of what the month before cost.
    change: forecast < 0n ? null : changePercent(forecast, lastMonth),
  }
}
