import { listPlanVersions } from '@/db/queries/plan-versions'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { takesPostpaid } from '@/lib/core/funding/sources'
import { addMonths } from '@/lib/core/time/day'
import { careFacts, customerAttention } from './customer-attention'
import { customerFunding } from './customer-funding'
import { customerOverview } from './customer-overview'
import { customerSpend } from './customer-spend'

export type OverviewPage = Awaited<ReturnType<typeof overviewPage>>

/** Everything on the first page of a customer: one look at each of its parts, all at once. */
export const overviewPage = async (ctx: Ctx, slug: string) => {
  const [shown, funding, spend, care, plans] = await Promise.all([
    customerOverview(ctx, slug),
    customerFunding(ctx, slug),
    customerSpend(ctx, slug),
    careFacts(ctx, slug),
    listPlanVersions(ctx.db),
  ])
  const { estimate, openInvoices, tenants } = shown
  const biller = funding?.biller ?? 'invoice'
  const week = biller === 'plan_quota' ? (funding?.week ?? null) : null
  const billed = takesPostpaid(funding?.settings ?? { card: false, subscribed: false }, biller)
  return {
    ...shown,
    org: slug,
    biller,
    funding,
    spend,
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
    isNew: !spend.anything && tenants.length === 0 && openInvoices.length === 0 && !/[1-9]/.test(estimate.total),
    hasCard: care.methods.cards.length > 0,
    mayPay: permit(ctx.actor, 'org:pay', slug) === 'yes',
  }
}
