import { z } from 'zod'
import { minor, minorPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { civilDay, civilMonth, decimalPrice, identifier, line, orgSlug } from './common'

/** The total is the one that was previewed. */
export const issueInvoiceInput = z.strictObject({ org: orgSlug, month: civilMonth, total: line(32) })
export const invoiceInput = z.strictObject({ org: orgSlug, invoiceId: identifier })
const paymentAmount = decimalPrice(minorPlaces).transform((text) => minor(parseDecimal(text, minorPlaces) ?? 0n))

/** What came in for an invoice by bank, or was sent back of it (I10). Without an amount: what is open. */
export const bankPaymentRequest = z.strictObject({
  amount: paymentAmount.optional(),
  paidOn: civilDay,
  reference: line(140).min(1, 'is needed to find the payment again'),
  kind: z.enum(['payment', 'return']).default('payment'),
  beyond: z.boolean().default(false),
})
export const markPaidInput = invoiceInput.extend(bankPaymentRequest.shape)
/** What was paid beyond an invoice's total is applied to another open one. Without an amount: as much as is open. */
export const applySurplusRequest = z.strictObject({ invoice: identifier, amount: paymentAmount.optional() })
export const applySurplusInput = invoiceInput.extend({ to: identifier, amount: paymentAmount.optional() })
export const undoPaymentRequest = z.strictObject({ reason: line(500).min(1, 'is needed') })
export const undoPaymentInput = invoiceInput.extend({ payment: identifier, ...undoPaymentRequest.shape })

export const invoicePaymentItem = z.object({
  payment: z.string(),
  via: z.enum(['card', 'bank', 'surplus']),
  kind: z.enum(['payment', 'return', 'applied']),
  amount: z.string(),
  on: z.string(),
  reference: z.string(),
  otherInvoice: z.string().nullable(),
  recordedBy: z.string(),
  undone: z.object({ reason: z.string(), at: z.string(), by: z.string() }).nullable(),
})
export type InvoicePaymentItem = z.infer<typeof invoicePaymentItem>

export const invoicePaymentsAnswer = z.object({
  org: z.string(),
  invoice: z.string(),
  number: z.string(),
  status: z.enum(['open', 'overdue', 'paid']),
  currency: z.string(),
  total: z.string(),
  paid: z.string(),
  open: z.string(),
  credit: z.string(),
  payments: z.array(invoicePaymentItem),
})
export type InvoicePaymentsAnswer = z.infer<typeof invoicePaymentsAnswer>

/** Which invoices of an org are asked for: all of them where nothing is said. */
export const invoicesQuery = z.strictObject({
  month: civilMonth.optional(),
  status: z.enum(['open', 'overdue', 'paid']).optional(),
})

export const invoiceItem = z.object({
  invoice: z.string(),
  number: z.string(),
  month: z.string(),
  issuedOn: z.string(),
  dueOn: z.string(),
  status: z.enum(['open', 'overdue', 'paid']),
  paidOn: z.string().nullable(),
  payBy: z.enum(['card', 'invoice']),
  currency: z.string(),
  net: z.string(),
  tax: z.string(),
  total: z.string(),
  open: z.string(),
  pdf: z.string(),
})
export type InvoiceItem = z.infer<typeof invoiceItem>

export const invoicesAnswer = z.object({ org: z.string(), invoices: z.array(invoiceItem) })
export type InvoicesAnswer = z.infer<typeof invoicesAnswer>

export const invoiceLine = z.object({
  position: z.int(),
  kind: z.enum([
    'tenant_fee',
    'setup_fee',
    'skill',
    'usage',
    'correction',
    'fee_correction',
    'skill_correction',
    'credit',
  ]),
  subject: z.string(),
  detail: z.string(),
  quantity: z.string(),
  unit: z.string(),
  unitPrice: z.string(),
  amount: z.string(),
  taxRate: z.string(),
  formula: z.string(),
  shown: z.object({ name: z.string(), quantity: z.string(), unit: z.string(), unitPrice: z.string() }),
})
export type InvoiceLine = z.infer<typeof invoiceLine>

export const invoiceAnswer = invoiceItem.extend({
  org: z.string(),
  lines: z.array(invoiceLine),
  taxes: z.array(z.object({ rate: z.string(), base: z.string(), tax: z.string() })),
})
export type InvoiceAnswer = z.infer<typeof invoiceAnswer>
