'use server'

import type { RefundFields } from '@/components/payments/refund-dialog'
import { stripeGateway } from '@/lib/compose'
import { refundForm } from '@/lib/contracts/payments'
import { refundPurchase } from '@/lib/flows/payments/refunds/refund-purchase'
import { action } from '@/lib/http/action'
import { orgRefund } from '@/lib/reads/org-payments'

const give = action(refundForm, async (ctx, { org, purchase, ...order }) => {
  await refundPurchase(ctx, stripeGateway(), org, purchase, order)
  return orgRefund(ctx, org, purchase, order.refundId)
})

export const refund = async ({ org }: { readonly org: string }, fields: RefundFields) => give({ ...fields, org })
