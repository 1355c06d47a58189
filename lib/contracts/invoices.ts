import { z } from 'zod'
import { civilDay, civilMonth, orgSlug } from './common'

export const invoiceRunInput = z.strictObject({ org: orgSlug, month: civilMonth })
export const invoiceInput = z.strictObject({ org: orgSlug, invoiceId: z.string().min(1).max(64) })
export const markPaidInput = invoiceInput.extend({
  paidOn: civilDay,
  reference: z.string().trim().min(1, 'is needed to find the payment again').max(140),
})
