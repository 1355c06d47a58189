import type { InvoiceableAnswer, ReconcileAnswer, UsageSummaryAnswer } from '@/lib/contracts/credits'
import type { FreeCredit } from '@/lib/core/funding/free-credit'
import type { CreditMonth } from '@/lib/core/funding/months'
import { minorPlaces, type Pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { DaySpan } from '@/lib/core/time/day'
import { type Quantity, quantityPlaces } from '@/lib/core/usage/price'

const money = (amount: Pico): string => formatDecimal(amount, picoPlaces, minorPlaces)
const measure = (quantity: Quantity): string => formatDecimal(quantity, quantityPlaces, 0)

type Meter = { readonly meter: string; readonly unit: string; readonly quantity: Quantity; readonly amount: Pico }
type Day = {
  readonly day: string
  readonly hours: Quantity
  readonly spend: Pico
  readonly events: number
  readonly meters: readonly Meter[]
}

type Summary = {
  readonly org: string
  readonly currency: string
  readonly span: DaySpan
  readonly credits: boolean
  readonly card: boolean
  readonly freeCredit: FreeCredit
  readonly hours: Quantity
  readonly spend: Pico
  readonly days: readonly Day[]
}

/** What an org used and how its free credit stands. */
export const answerSummary = ({
  org,
  currency,
  span,
  credits,
  card,
  freeCredit,
  hours,
  spend,
  days,
}: Summary): Response =>
  Response.json({
    org,
    currency,
    period: { from: span.start, to: span.end },
    credits,
    has_payment_method: card,
    credits_usd: money(freeCredit.given),
    credits_used_usd: money(freeCredit.used),
    remaining_free_credit_usd: money(freeCredit.left),
    monthly_usage_hours: measure(hours),
    monthly_spend_dollars: money(spend),
    days: days.map((each) => ({
      day: each.day,
      usage_hours: measure(each.hours),
      spend_dollars: money(each.spend),
      events: each.events,
      meters: each.meters.map(({ meter, unit, quantity, amount }) => ({
        meter,
        unit,
        quantity: measure(quantity),
        spend_dollars: money(amount),
      })),
    })),
  } satisfies UsageSummaryAnswer)

type Reconciled = { readonly org: string; readonly credits: boolean; readonly months: readonly CreditMonth[] }

/** Free-credit months as they were computed. */
export const answerReconciled = (orgs: readonly Reconciled[], failed: readonly string[]): Response =>
  Response.json({
    orgs: orgs.map(({ org, credits, months }) => ({
      org,
      credits,
      months: months.map(({ month, spend, usageHours, creditsApplied, billableSpend, status }) => ({
        month,
        spend: money(spend),
        usageHours: measure(usageHours),
        creditsApplied: money(creditsApplied),
        billableSpend: money(billableSpend),
        status,
      })),
    })),
    failed: [...failed],
  } satisfies ReconcileAnswer)

type Invoiceable = { readonly org: string; readonly month: string; readonly currency: string; readonly postpaid: Pico }

/** Months that can be invoiced. */
export const answerInvoiceable = (months: readonly Invoiceable[], more: boolean): Response =>
  Response.json({
    months: months.map(({ org, month, currency, postpaid }) => ({
      org,
      month,
      currency,
      billableSpend: money(postpaid),
    })),
    more,
  } satisfies InvoiceableAnswer)
