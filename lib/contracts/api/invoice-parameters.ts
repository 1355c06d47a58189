import { z } from 'zod'
import { orgSlug } from '@/lib/contracts/common'
import type { Parameter } from './describe'

export const org: Parameter = { schema: orgSlug, description: 'Whose invoices they are.', example: 'acme' }
export const invoice: Parameter = {
  schema: z.string(),
  description: 'The invoice.',
  example: 'inv_01jd8x4m2c8q7w1k5b3n9r6t0v',
}
