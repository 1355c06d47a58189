import { z } from 'zod'
import { minor, minorPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { decimalPrice, identifier, line, orgSlug, requestKeys } from './common'

/** The caller's own id of a refund: sent twice it is one refund. It goes to Stripe as part of a key. */
const refundId = z
  .string()
  .regex(/^[\w-]{1,64}$/, 'must be 1 to 64 of a-z, A-Z, 0-9, _ and -')
  .register(requestKeys, { once: true })

/** Money of a purchase that is to go back (K7). */
export const refundRequest = z.strictObject({
  refundId,
  amount: decimalPrice(minorPlaces)
    .refine((text) => /[1-9]/.test(text), 'must be above zero')
    .transform((text) => minor(parseDecimal(text, minorPlaces) ?? 0n)),
  reason: line(500).min(1, 'is needed'),
})

/** The form of a refund: the same, with what is refunded. */
export const refundForm = z.strictObject({ org: orgSlug, purchase: identifier, ...refundRequest.shape })

export const refundItem = z.object({
  refund: z.string(),
  amount: z.string(),
  status: z.enum(['requested', 'pending', 'succeeded', 'failed']),
  failure: z.string(),
  taken: z.string().nullable(),
  spent: z.string().nullable(),
  reason: z.string(),
  requestedAt: z.iso.datetime(),
  requestedBy: z.string(),
})
export type RefundItem = z.infer<typeof refundItem>

export const disputeItem = z.object({
  dispute: z.string(),
  amount: z.string(),
  standing: z.enum(['asked', 'open', 'won', 'lost']),
  status: z.string(),
  reason: z.string(),
  taken: z.string().nullable(),
  returned: z.string(),
  openedAt: z.iso.datetime(),
})
export type DisputeItem = z.infer<typeof disputeItem>

export const purchaseItem = z.object({
  purchase: z.string(),
  kind: z.enum(['pack', 'topup', 'recharge']),
  name: z.string(),
  currency: z.string(),
  price: z.string(),
  tax: z.string(),
  credit: z.string(),
  status: z.enum(['paid', 'open', 'declined', 'ended']),
  failure: z.string(),
  begunAt: z.iso.datetime(),
  paidAt: z.iso.datetime().nullable(),
  begunBy: z.string(),
  refundable: z.string(),
  refunds: z.array(refundItem),
  disputes: z.array(disputeItem),
})
export type PurchaseItem = z.infer<typeof purchaseItem>

export const purchasesAnswer = z.object({ org: z.string(), purchases: z.array(purchaseItem) })
export type PurchasesAnswer = z.infer<typeof purchasesAnswer>

export const refundAnswer = z.object({ org: z.string(), refund: refundItem, purchase: purchaseItem })
export type RefundAnswer = z.infer<typeof refundAnswer>
