'use server'

import { stripeGateway } from '@/lib/compose'
import { buyAmountInput, buyPackInput, purchaseInput } from '@/lib/contracts/packs'
import { settleCredit as settle } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { action } from '@/lib/http/action'

export const buyPack = action(buyPackInput, (ctx, { org, ...order }) => startPurchase(ctx, stripeGateway(), org, order))

export const buyAmount = action(buyAmountInput, (ctx, { org, amount }) =>
  startPurchase(ctx, stripeGateway(), org, { amount }),
)

export const settleCredit = action(purchaseInput, (ctx, { org, checkoutId }) =>
  settle(ctx, stripeGateway(), org, checkoutId),
)
