import { z } from 'zod'
import { civilDay, civilMonth, identifier, line, orgSlug } from './common'

/** The total is the one that was previewed. */
export const issueInvoiceInput = z.strictObject({ org: orgSlug, month: civilMonth, total: line(32) })
export const invoiceInput = z.strictObject({ org: orgSlug, invoiceId: identifier })
export const markPaidInput = invoiceInput.extend({
  paidOn: civilDay,
  reference: line(140).min(1, 'is needed to find the payment again'),
})

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
  pdf: z.string(),
})
export type InvoiceItem = z.infer<typeof invoiceItem>

export const invoicesAnswer = z.object({ org: z.string(), invoices: z.array(invoiceItem) })
export type InvoicesAnswer = z.infer<typeof invoicesAnswer>

export const invoiceLine = z.object({
  position: z.int(),
  kind: z.enum(['tenant_fee', 'setup_fee', 'skill', 'usage', 'correction', 'credit']),
  subject: z.string(),
  detail: z.string(),
  quantity: z.string(),
  unit: z.string(),
  unitPrice: z.string(),
  amount: z.string(),
  taxRate: z.string(),
  formula: z.string(),
})
export type InvoiceLine = z.infer<typeof invoiceLine>

export const invoiceAnswer = invoiceItem.extend({
  org: z.string(),
  lines: z.array(invoiceLine),
  taxes: z.array(z.object({ rate: z.string(), base: z.string(), tax: z.string() })),
})
export type InvoiceAnswer = z.infer<typeof invoiceAnswer>
