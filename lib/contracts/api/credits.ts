import { invoiceableQuery, usageSummaryQuery } from '@/lib/contracts/credits'
import {
  disabledShape,
  disableShape,
  invoiceableShape,
  reconciledShape,
  reconcileShape,
  usageSummaryShape,
} from './credit-shapes'
import type { RouteEntry } from './describe'

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
        shape: usageSummaryShape,
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
    body: { shape: reconcileShape, examples: { 'One organization': { org: 'acme' }, All: {} }, required: false },
    answers: {
      200: {
        description: 'The accounts.',
        shape: reconciledShape,
        examples: { 'Used up': { orgs: [account], failed: [] } },
      },
    },
    refusals: ['forbidden', 'unknown_org', 'unavailable'],
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
        shape: invoiceableShape,
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
    body: { shape: disableShape, examples: { End: { org: 'acme' } } },
    answers: {
      200: { description: 'It ended.', shape: disabledShape, examples: { Ended: { org: 'acme', credits: false } } },
    },
    refusals: ['forbidden', 'unknown_org', 'unavailable'],
  },
]
