import { z } from 'zod'
import { civilMonth } from '@/lib/contracts/common'
import { invoiceAnswer, invoiceItem, invoiceLine, invoicesAnswer } from '@/lib/contracts/invoices'
import type { RouteEntry, Shape } from './describe'
import { invoice, org } from './invoice-parameters'

const itemFields = {
  invoice: 'Its id.',
  number: 'As printed; without a gap in its series.',
  month: 'The month it bills.',
  issuedOn: 'The day it was issued, in the organization’s zone.',
  dueOn: 'The last day on which it is paid in time.',
  status: '`overdue` from the day after the due day.',
  paidOn: 'When it was paid; null where it is not.',
  payBy: 'By card, or by a transfer against the invoice.',
  currency: 'Of all amounts.',
  net: 'Without tax.',
  tax: 'The tax.',
  total: 'What is to be paid in all.',
  open: 'What is still to be paid.',
  pdf: 'Where the document is downloaded, by the caller who was given this too.',
}

const item: Shape = {
  name: 'InvoiceItem',
  schema: invoiceItem,
  description: 'An invoice, with how it stands today.',
  fields: itemFields,
}

const list: Shape = {
  name: 'Invoices',
  schema: invoicesAnswer,
  description: 'The invoices of an organization.',
  parts: [item],
  fields: { org: 'Whose they are.', invoices: 'Newest first, 500 at most.' },
}

const line: Shape = {
  name: 'InvoiceLine',
  schema: invoiceLine,
  description: 'A line of an invoice.',
  fields: {
    position: 'Its place, from 1.',
    kind: 'What is billed.',
    subject: 'The tenant of a fee, the meter of usage; of a credit the kind of line that it takes off.',
    detail: 'Billable days of the month (`20/31`), the skill, or the month that is corrected.',
    quantity: 'Months, days, or units of the meter.',
    unit: '`month`, `once`, `day`, or the unit of the meter.',
    unitPrice: 'Without tax, two to twelve places.',
    amount: 'Without tax, rounded once.',
    taxRate: 'Percent.',
    formula: 'How the amount came about, in numbers and signs.',
    shown: 'The line as its document says it, in the language of the invoice.',
    'shown.name': 'The meter, the skill, or the tenant, by the name it had when the invoice was issued.',
    'shown.quantity': 'In the unit that is shown.',
    'shown.unit': 'The unit as it stands beside the quantity.',
    'shown.unitPrice': 'Of one unit that is shown.',
  },
}

const whole: Shape = {
  name: 'Invoice',
  schema: invoiceAnswer,
  description: 'An invoice as it was frozen when it was issued, with how it stands today.',
  parts: [line],
  fields: {
    ...itemFields,
    org: 'Whose it is.',
    lines: 'Its lines; their amounts add up to `net`.',
    taxes: 'A row a rate; what they add up to is `tax`.',
    'taxes[].rate': 'Percent.',
    'taxes[].base': 'What the tax is of.',
    'taxes[].tax': 'Base × rate, rounded once.',
  },
}

const october = {
  invoice: 'inv_01jd8x4m2c8q7w1k5b3n9r6t0v',
  number: '2026-0042',
  month: '2026-10',
  issuedOn: '2026-11-01',
  dueOn: '2026-12-01',
  status: 'open',
  paidOn: null,
  payBy: 'invoice',
  currency: 'CHF',
  net: '31.61',
  tax: '2.56',
  total: '34.17',
  open: '34.17',
  pdf: '/api/orgs/acme/invoices/inv_01jd8x4m2c8q7w1k5b3n9r6t0v/pdf',
}

const fee = {
  position: 1,
  kind: 'tenant_fee',
  subject: 'acme-prod',
  detail: '20/31',
  quantity: '0.645161290323',
  unit: 'month',
  unitPrice: '49.00',
  amount: '31.61',
  taxRate: '8.10',
  formula: '49.00 × 20 ÷ 31',
  shown: { name: 'acme-prod', quantity: '0.645161290323', unit: 'month', unitPrice: '49.00' },
}

const readers = ['key usage:read', 'member', 'admin'] as const

export const invoiceRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/v1/orgs/{org}/invoices',
    id: 'listInvoices',
    tag: 'Invoices',
    summary: 'List the invoices of an organization',
    description: 'Every invoice that was issued to it, newest first.',
    callers: readers,
    parameters: { org },
    query: {
      month: { schema: civilMonth, description: 'Only that of one month.', example: '2026-10' },
      status: {
        schema: z.enum(['open', 'overdue', 'paid']),
        description: 'Only those that stand so.',
        example: 'open',
      },
    },
    answers: {
      200: {
        description: 'The invoices.',
        shape: list,
        examples: { 'One invoice': { org: 'acme', invoices: [october] } },
      },
    },
    refusals: ['unknown_org', 'invalid_request', 'unknown_field'],
  },
  {
    method: 'GET',
    path: '/api/v1/orgs/{org}/invoices/{invoiceId}',
    id: 'invoice',
    tag: 'Invoices',
    summary: 'Read an invoice',
    description:
      'Its lines and taxes as they were frozen when it was issued: to be read, never to be worked out again.',
    callers: readers,
    parameters: { org, invoiceId: invoice },
    answers: {
      200: {
        description: 'The invoice.',
        shape: whole,
        examples: {
          'A tenant from the 12th': {
            ...october,
            org: 'acme',
            lines: [fee],
            taxes: [{ rate: '8.10', base: '31.61', tax: '2.56' }],
          },
        },
      },
    },
    refusals: ['unknown_org'],
  },
]
