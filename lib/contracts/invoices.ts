import { z } from 'zod'
import { civilDay, civilMonth, identifier, line, orgSlug } from './common'

/** The total is the one that was previewed. */
export const issueInvoiceInput = z.strictObject({ org: orgSlug, month: civilMonth, total: line(32) })
export const invoiceInput = z.strictObject({ org: orgSlug, invoiceId: identifier })
export const markPaidInput = invoiceInput.extend({
  paidOn: civilDay,
  reference: line(140).min(1, 'is needed to find the payment again'),
})
