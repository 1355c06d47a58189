import { z } from 'zod'
import { civilDay, civilMonth, orgSlug } from './common'

/** The total is the one that was previewed. */
export const issueInvoiceInput = z.strictObject({ org: orgSlug, month: civilMonth, total: z.string().max(32) })
export const invoiceInput = z.strictObject({ org: orgSlug, invoiceId: z.string().min(1).max(64) })
export const markPaidInput = invoiceInput.extend({
  paidOn: civilDay,
  reference: z.string().trim().min(1, 'is needed to find the payment again').max(140),
})
