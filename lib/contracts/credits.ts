import { z } from 'zod'
import { civilDay, orgSlug } from './common'

const mostDays = 400
export const mostInvoiceable = 1000

const epochDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** The query: days from `from` on, `to` excluded; both or none. */
export const usageSummaryQuery = z
  .strictObject({ org: orgSlug, from: civilDay.optional(), to: civilDay.optional() })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    path: ['to'],
    message: 'from and to go together',
  })
  .refine(
    ({ from, to }) =>
      from === undefined || to === undefined || (from < to && epochDay(to) - epochDay(from) <= mostDays),
    {
      path: ['to'],
      message: `must come after from, and at most ${mostDays} days after`,
    },
  )

const usedMeter = z.object({ meter: z.string(), unit: z.string(), quantity: z.string(), spend_dollars: z.string() })

export const usedDay = z.object({
  day: z.string(),
  usage_hours: z.string(),
  spend_dollars: z.string(),
  events: z.number().int(),
  meters: z.array(usedMeter),
})

/** How an org's usage and free credit stand (K8). Amounts are decimal text in `currency`. */
export const usageSummaryAnswer = z.object({
  org: z.string(),
  currency: z.string(),
  period: z.object({ from: z.string(), to: z.string() }),
  credits: z.boolean(),
  has_payment_method: z.boolean(),
  credits_usd: z.string(),
  credits_used_usd: z.string(),
  remaining_free_credit_usd: z.string(),
  monthly_usage_hours: z.string(),
  monthly_spend_dollars: z.string(),
  days: z.array(usedDay),
})
export type UsageSummaryAnswer = z.infer<typeof usageSummaryAnswer>

export const reconcileRequest = z.strictObject({ org: orgSlug.optional() })

export const creditMonth = z.object({
  month: z.string(),
  spend: z.string(),
  usageHours: z.string(),
  creditsApplied: z.string(),
  billableSpend: z.string(),
  status: z.enum(['open', 'closed']),
})

export const reconciledOrg = z.object({ org: z.string(), credits: z.boolean(), months: z.array(creditMonth) })

export const reconcileAnswer = z.object({ orgs: z.array(reconciledOrg), failed: z.array(z.string()) })
export type ReconcileAnswer = z.infer<typeof reconcileAnswer>

export const invoiceableQuery = z.strictObject({ org: orgSlug.optional() })

export const invoiceableMonth = z.object({
  org: z.string(),
  month: z.string(),
  currency: z.string(),
  billableSpend: z.string(),
})

export const invoiceableAnswer = z.object({ months: z.array(invoiceableMonth), more: z.boolean() })
export type InvoiceableAnswer = z.infer<typeof invoiceableAnswer>

export const disableCreditsRequest = z.strictObject({ org: orgSlug })
export const disableCreditsAnswer = z.object({ org: z.string(), credits: z.literal(false) })
export type DisableCreditsAnswer = z.infer<typeof disableCreditsAnswer>
