import { z } from 'zod'
import { civilMonth, orgSlug } from '@/lib/contracts/common'
import {
  applySurplusRequest,
  bankPaymentRequest,
  invoiceAnswer,
  invoiceItem,
  invoiceLine,
  invoicePaymentItem,
  invoicePaymentsAnswer,
  invoicesAnswer,
  undoPaymentRequest,
} from '@/lib/contracts/invoices'
import type { Parameter, RouteEntry, Shape } from './describe'

const org: Parameter = { schema: orgSlug, description: 'Whose invoices they are.', example: 'acme' }
const invoice: Parameter = {
  schema: z.string(),
  description: 'The invoice.',
  example: 'inv_01jd8x4m2c8q7w1k5b3n9r6t0v',
}

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

const payment: Shape = {
  name: 'InvoicePayment',
  schema: invoicePaymentItem,
  description: 'Money that came in for an invoice, or was sent back of it.',
  fields: {
    payment: 'Its id.',
    via: 'By card, by a transfer, or from what was paid beyond the total of another invoice (`surplus`).',
    kind: '`return` is what was sent back of more than the total, `applied` what of it was applied to another invoice.',
    amount: 'How much.',
    on: 'The day on which it arrived, or was sent back.',
    reference: 'The payment intent, what the bank statement says, or the number of the other invoice.',
    otherInvoice: 'The id of the other invoice if a surplus is applied.',
    recordedBy: 'Who recorded it.',
    undone: 'Set where it was recorded by mistake; it counts for nothing then.',
    'undone.reason': 'Why.',
    'undone.at': 'When.',
    'undone.by': 'By whom.',
  },
}

const paymentsShape: Shape = {
  name: 'InvoicePayments',
  schema: invoicePaymentsAnswer,
  description: 'What was received for an invoice.',
  parts: [payment],
  fields: {
    org: 'Whose invoice it is.',
    invoice: 'Its id.',
    number: 'As printed.',
    status: '`paid` while the payments cover the total.',
    currency: 'Of all amounts.',
    total: 'What is to be paid in all.',
    paid: 'What was received, less what was sent back.',
    open: 'What is still to be paid.',
    credit: 'What was paid beyond the total and not sent back or applied to another invoice: the customer’s.',
    payments: 'In the order in which they were recorded.',
  },
}

const bankPayment: Shape = {
  name: 'BankPaymentRequest',
  schema: bankPaymentRequest,
  description: 'What came in for an invoice by bank.',
  fields: {
    amount: 'How much: all that is open, a part, or more. Without it, what is open.',
    paidOn:
      'The day on which it arrived: not before the invoice was issued and not in the future, in the seller’s zone.',
    reference: 'What the bank statement says. The same amount on the same day under the same reference counts once.',
    kind: '`return`: what was paid beyond the total was sent back.',
    beyond: 'Whether money for an invoice that is paid already is recorded as the customer’s credit, or refused.',
  },
}

const useRequest: Shape = {
  name: 'ApplySurplusRequest',
  schema: applySurplusRequest,
  description: 'To which invoice a surplus is applied.',
  fields: {
    invoice: 'The id of an open invoice of the same organization, in the same currency.',
    amount: 'How much. Without it, as much as the surplus and the open amount allow.',
  },
}

const undoRequest: Shape = {
  name: 'UndoPaymentRequest',
  schema: undoPaymentRequest,
  description: 'Why a payment is taken back.',
  fields: { reason: 'It is kept with the payment.' },
}

const received = {
  org: 'acme',
  invoice: 'inv_01jd8x4m2c8q7w1k5b3n9r6t0v',
  number: '2026-0042',
  status: 'open',
  currency: 'CHF',
  total: '56.90',
  paid: '20.00',
  open: '36.90',
  credit: '0.00',
  payments: [
    {
      payment: 'pay_01jd8x4m2c8q7w1k5b3n9r6t0v',
      via: 'bank',
      kind: 'payment',
      amount: '20.00',
      on: '2026-11-20',
      reference: 'E-Banking 4711',
      otherInvoice: null,
      recordedBy: 'user:usr_01jd8x4m',
      undone: null,
    },
  ],
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
  {
    method: 'GET',
    path: '/api/admin/orgs/{org}/invoices/{invoiceId}/payments',
    id: 'listInvoicePayments',
    tag: 'Payments',
    summary: 'List the payments of an invoice',
    description: 'By card and by bank, undone ones included, with what is open and what was paid beyond the total.',
    callers: ['admin'],
    parameters: { org, invoiceId: invoice },
    answers: { 200: { description: 'The payments.', shape: paymentsShape, examples: { 'Paid in part': received } } },
    refusals: ['not_found'],
  },
  {
    method: 'POST',
    path: '/api/admin/orgs/{org}/invoices/{invoiceId}/payments',
    id: 'recordInvoicePayment',
    tag: 'Payments',
    summary: 'Record what came in for an invoice by bank',
    description:
      'All of it, a part, or more. The invoice is paid while its payments cover the total; what was paid beyond it is the ' +
      'customer’s credit until it is sent back or applied to another invoice. The same again changes nothing.',
    callers: ['admin'],
    parameters: { org, invoiceId: invoice },
    body: {
      shape: bankPayment,
      examples: { 'A part': { amount: '20.00', paidOn: '2026-11-20', reference: 'E-Banking 4711' } },
    },
    answers: { 200: { description: 'The payments.', shape: paymentsShape, examples: { 'Paid in part': received } } },
    refusals: ['not_found', 'already_paid'],
  },
  {
    method: 'POST',
    path: '/api/admin/orgs/{org}/invoices/{invoiceId}/surplus',
    id: 'applyInvoiceSurplus',
    tag: 'Payments',
    summary: 'Apply what was paid beyond an invoice’s total to another one',
    description:
      'Both invoices record it, or neither. The same amount between the same invoices on the same day counts once. Undoing ' +
      'either payment undoes both.',
    callers: ['admin'],
    parameters: { org, invoiceId: invoice },
    body: { shape: useRequest, examples: { 'As much as is open': { invoice: 'inv_01jd8x4m2c8q7w1k5b3n9r6t0w' } } },
    answers: {
      200: {
        description: 'The payments of the invoice that was paid beyond its total.',
        shape: paymentsShape,
        examples: {
          'All of it': {
            ...received,
            status: 'paid',
            paid: '56.90',
            open: '0.00',
            payments: [
              ...received.payments.map((each) => ({ ...each, amount: '80.00' })),
              {
                payment: 'pay_01jd8x4m2c8q7w1k5b3n9r6t0w',
                via: 'surplus',
                kind: 'applied',
                amount: '23.10',
                on: '2026-11-21',
                reference: '2026-0043',
                otherInvoice: 'inv_01jd8x4m2c8q7w1k5b3n9r6t0w',
                recordedBy: 'user:usr_01jd8x4m',
                undone: null,
              },
            ],
          },
        },
      },
    },
    refusals: ['not_found', 'already_paid'],
  },
  {
    method: 'POST',
    path: '/api/admin/orgs/{org}/invoices/{invoiceId}/payments/{payment}/undo',
    id: 'undoInvoicePayment',
    tag: 'Payments',
    summary: 'Undo a payment that was recorded by mistake',
    description: 'It counts for nothing from then on; the payment and its reversal both stay on record.',
    callers: ['admin'],
    parameters: {
      org,
      invoiceId: invoice,
      payment: { schema: z.string(), description: 'The payment.', example: received.payments[0]?.payment ?? '' },
    },
    body: { shape: undoRequest, examples: { 'A mistake': { reason: 'Booked to the wrong invoice' } } },
    answers: {
      200: {
        description: 'The payments.',
        shape: paymentsShape,
        examples: {
          'Nothing is left': {
            ...received,
            paid: '0.00',
            open: '56.90',
            payments: received.payments.map((each) => ({
              ...each,
              undone: { reason: 'Booked to the wrong invoice', at: '2026-11-21T09:30:00Z', by: 'user:usr_01jd8x4m' },
            })),
          },
        },
      },
    },
    refusals: ['not_found'],
  },
]
