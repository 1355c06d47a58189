import {
  creditMonth,
  disableCreditsAnswer,
  disableCreditsRequest,
  invoiceableAnswer,
  invoiceableMonth,
  mostInvoiceable,
  reconcileAnswer,
  reconciledOrg,
  reconcileRequest,
  usageSummaryAnswer,
  usedDay,
} from '@/lib/contracts/credits'
import type { Shape } from './describe'

const day: Shape = {
  name: 'UsedDay',
  schema: usedDay,
  description: 'A civil day on which something was used.',
  fields: {
    day: 'The day in the zone of the organization.',
    usage_hours: 'Of what is measured in seconds, minutes or hours.',
    spend_dollars: 'What was used at its price, no matter who paid.',
    events: 'How many usage events.',
    meters: 'By meter.',
    'meters[].meter': 'The meter.',
    'meters[].unit': 'Its unit.',
    'meters[].quantity': 'How much.',
    'meters[].spend_dollars': 'At its price.',
  },
}

export const usageSummaryShape: Shape = {
  name: 'UsageSummary',
  schema: usageSummaryAnswer,
  description: 'What an organization used, and how its free credit stands. Amounts are in `currency`, whatever it is.',
  fields: {
    org: 'The organization.',
    currency: 'The currency of all amounts.',
    period: 'Which days.',
    'period.from': 'The first day.',
    'period.to': 'The day after the last.',
    credits: 'Whether free credit still counts.',
    has_payment_method: 'Whether a card is on file.',
    credits_usd: 'Free credit that was given, less what expired or was taken back.',
    credits_used_usd: 'What of it is used.',
    remaining_free_credit_usd: 'What of it is left, held amounts included.',
    monthly_usage_hours: 'Hours used in the period, which is the current month unless days are named.',
    monthly_spend_dollars: 'What was used in the period, at its price.',
    days: 'Days with usage, in order.',
  },
  parts: [day],
}

export const reconcileShape: Shape = {
  name: 'ReconcileRequest',
  schema: reconcileRequest,
  description: 'Whose free credit.',
  fields: { org: 'One organization; every one that is on free credit or was, where it is left out.' },
}

const month: Shape = {
  name: 'CreditMonth',
  schema: creditMonth,
  description: 'A month of the free-credit account.',
  fields: {
    month: 'The month in the zone of the organization.',
    spend: 'What was used on free credit, at its price.',
    usageHours: 'Of what is measured in seconds, minutes or hours.',
    creditsApplied: 'What of the spend the credit pays.',
    billableSpend: 'The rest.',
    status: '`open` until the month is over.',
  },
}

const reconciled: Shape = {
  name: 'ReconciledOrg',
  schema: reconciledOrg,
  description: 'The free-credit account of an organization.',
  fields: { org: 'The organization.', credits: 'Whether free credit still counts.', months: 'In order.' },
  parts: [month],
}

export const reconciledShape: Shape = {
  name: 'ReconcileAnswer',
  schema: reconcileAnswer,
  description: 'What was computed.',
  fields: { orgs: 'By name.', failed: 'Organizations that were too busy; ask again.' },
  parts: [reconciled],
}

const invoiceable: Shape = {
  name: 'InvoiceableMonth',
  schema: invoiceableMonth,
  description: 'A month that is over and has billable usage, but no invoice.',
  fields: {
    org: 'The organization.',
    month: 'The month in its zone.',
    currency: 'The currency of the amount.',
    billableSpend: 'Exact usage that goes onto the bill, before tax; fees of tenants are not in it.',
  },
}

export const invoiceableShape: Shape = {
  name: 'InvoiceableMonths',
  schema: invoiceableAnswer,
  description: 'Months that can be invoiced.',
  fields: { months: 'The oldest first.', more: `Whether there are more than these ${mostInvoiceable}.` },
  parts: [invoiceable],
}

export const disableShape: Shape = {
  name: 'DisableCreditsRequest',
  schema: disableCreditsRequest,
  description: 'Whose free credit is to end.',
  fields: { org: 'The organization.' },
}

export const disabledShape: Shape = {
  name: 'DisableCreditsAnswer',
  schema: disableCreditsAnswer,
  description: 'Free credit counts no more.',
  fields: { org: 'The organization.', credits: 'Always false.' },
}
