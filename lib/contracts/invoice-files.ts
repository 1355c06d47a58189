import { z } from 'zod'
import { civilMonth, identifier, orgSlug } from './common'

const most = 500

const chosenInvoice = z.string().transform((text, context) => {
  const [org = '', invoiceId = '', ...rest] = text.split('/')
  if (rest.length === 0 && orgSlug.safeParse(org).success && identifier.safeParse(invoiceId).success) {
    return { org, invoiceId }
  }
  context.addIssue({ code: 'custom', message: 'must name invoices as organization/invoice' })
  return z.NEVER
})

/** Which invoices go into an archive: those that are named, or all that match. */
export const invoiceFilesQuery = z.strictObject({
  org: orgSlug.optional(),
  month: civilMonth.optional(),
  status: z.enum(['open', 'overdue', 'paid']).optional(),
  /** Separated by commas. */
  invoices: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(chosenInvoice).max(most, `may name at most ${most} invoices`))
    .optional(),
})
