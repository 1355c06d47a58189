import { z } from 'zod'
import { line, orgSlug } from './common'

/** A debt of the time of a former biller, to be billed or waived. */
export const settleDebtInput = z.strictObject({
  org: orgSlug,
  key: z.string().min(1).max(200),
  how: z.enum(['bill', 'waive']),
  reason: line(500).min(1, 'is needed'),
})
