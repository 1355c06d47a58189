import { z } from 'zod'
import {
  applySurplusRequest,
  bankPaymentRequest,
  invoicePaymentItem,
  invoicePaymentsAnswer,
  undoPaymentRequest,
} from '@/lib/contracts/invoices'
import type { RouteEntry, Shape } from './describe'
import { invoice, org } from './invoice-parameters'

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

/** Routes by which administrators record what came in for an invoice. */
export const invoicePaymentRoutes: readonly RouteEntry[] = [
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
