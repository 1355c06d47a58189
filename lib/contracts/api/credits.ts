import {
  creditMonth,
  disableCreditsAnswer,
  disableCreditsRequest,
  invoiceableAnswer,
  invoiceableMonth,
  invoiceableQuery,
  mostInvoiceable,
  reconcileAnswer,
  reconciledOrg,
  reconcileRequest,
  usageSummaryAnswer,
  usageSummaryQuery,
  usedDay,
} from '@/lib/contracts/credits'
import type { RouteEntry, Shape } from './describe'

const day: Shape = {
  name: 'UsedDay',
  schema: usedDay,
  description: 'A civil day on which something was used.',
  fields: {
    day: 'The day in the zone of the organization.',
    usage_hours: 'Of what is measured in seconds, minutes or hours.',
    spend_dollars: 'What was used at its price, whoever paid.',
    events: 'How many usage events.',
    meters: 'By meter.',
    'meters[].meter': 'The meter.',
    'meters[].unit': 'Its unit.',
    'meters[].quantity': 'How much.',
    'meters[].spend_dollars': 'At its price.',
  },
}

const summary: Shape = {
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

const reconcile: Shape = {
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

const reconcileAll: Shape = {
  name: 'ReconcileAnswer',
  schema: reconcileAnswer,
  description: 'What was reckoned.',
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

const invoiceableAll: Shape = {
  name: 'InvoiceableMonths',
  schema: invoiceableAnswer,
  description: 'Months that can be invoiced.',
  fields: { months: 'The oldest first.', more: `Whether there are more than these ${mostInvoiceable}.` },
  parts: [invoiceable],
}

const disable: Shape = {
  name: 'DisableCreditsRequest',
  schema: disableCreditsRequest,
  description: 'Whose free credit is to end.',
  fields: { org: 'The organization.' },
}

const disabled: Shape = {
  name: 'DisableCreditsAnswer',
  schema: disableCreditsAnswer,
  description: 'Free credit counts no more.',
  fields: { org: 'The organization.', credits: 'Always false.' },
}

const { org, from, to } = usageSummaryQuery.shape
const used = { meter: 'sandbox.seconds', unit: 'second', quantity: '5400', spend_dollars: '5.40' }
const account = {
  org: 'acme',
  credits: false,
  months: [
    {
      month: '2026-10',
      spend: '8.40',
      usageHours: '1.5',
      creditsApplied: '6.00',
      billableSpend: '2.40',
      status: 'closed',
    },
  ],
}

export const creditRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/v1/usage/summary',
    id: 'usageSummary',
    tag: 'Usage',
    summary: 'Read what an organization used',
    description:
      'By day and meter, for the current month in the zone of the organization or for up to 400 days, with the state of ' +
      'its free credit. Usage counts as soon as it was accepted.',
    callers: ['key usage:read', 'member', 'admin'],
    query: {
      org: { schema: org, description: 'The organization.', example: 'acme', required: true },
      from: { schema: from, description: 'The first day; with `to`.', example: '2026-11-01' },
      to: { schema: to, description: 'The day after the last, at most 400 days on.', example: '2026-12-01' },
    },
    answers: {
      200: {
        description: 'The summary.',
        shape: summary,
        examples: {
          'A month with one day of use': {
            org: 'acme',
            currency: 'USD',
            period: { from: '2026-11-01', to: '2026-12-01' },
            credits: true,
            has_payment_method: false,
            credits_usd: '10.00',
            credits_used_usd: '5.40',
            remaining_free_credit_usd: '4.60',
            monthly_usage_hours: '1.5',
            monthly_spend_dollars: '5.40',
            days: [{ day: '2026-11-20', usage_hours: '1.5', spend_dollars: '5.40', events: 12, meters: [used] }],
          },
        },
      },
    },
    refusals: ['invalid_request', 'unknown_field', 'forbidden', 'unknown_org'],
  },
  {
    method: 'POST',
    path: '/api/v1/billing/reconcile-credits',
    id: 'reconcileCredits',
    tag: 'Credits',
    summary: 'Account free credit over the months',
    description:
      'Walks the months from the first, always from scratch, and lets the free credit pay each as far as it lasts. ' +
      'Running it again changes nothing. Where the credit is used up and a card is on file, the organization’s ' +
      '`credits` flag goes off. Without `org` the key must not be limited to one organization.',
    callers: ['key funds:write', 'admin'],
    body: { shape: reconcile, examples: { 'One organization': { org: 'acme' }, All: {} }, required: false },
    answers: {
      200: {
        description: 'The accounts.',
        shape: reconcileAll,
        examples: { 'Used up': { orgs: [account], failed: [] } },
      },
    },
    refusals: ['forbidden', 'unknown_org', 'stale'],
  },
  {
    method: 'GET',
    path: '/api/v1/billing/invoiceable-months',
    id: 'invoiceableMonths',
    tag: 'Invoices',
    summary: 'List the months that can be invoiced',
    description:
      'Months that are over in the zone of the organization, have no invoice and have usage that goes onto the bill. ' +
      'Usage that came late for a month that had nothing to invoice lists that month. A month with fees of tenants alone ' +
      'is not listed. Without `org` it is about all, for administrators and keys of the whole platform.',
    callers: ['key usage:read', 'member', 'admin'],
    query: { org: { schema: invoiceableQuery.shape.org, description: 'One organization alone.', example: 'acme' } },
    answers: {
      200: {
        description: 'The months.',
        shape: invoiceableAll,
        examples: {
          One: { months: [{ org: 'acme', month: '2026-10', currency: 'USD', billableSpend: '2.40' }], more: false },
        },
      },
    },
    refusals: ['invalid_request', 'unknown_field', 'forbidden', 'unknown_org'],
  },
  {
    method: 'POST',
    path: '/api/v1/settings/credits/disable',
    id: 'disableCredits',
    tag: 'Credits',
    summary: 'End the free credit of an organization',
    description:
      'Free grants pay nothing from now on, and usage goes onto the bill where a card is on file. For machines, and for ' +
      'members who may pay. Where it ended already, nothing happens.',
    callers: ['key funds:write', 'member', 'admin'],
    body: { shape: disable, examples: { End: { org: 'acme' } } },
    answers: {
      200: { description: 'It ended.', shape: disabled, examples: { Ended: { org: 'acme', credits: false } } },
    },
    refusals: ['forbidden', 'unknown_org', 'stale'],
  },
]
