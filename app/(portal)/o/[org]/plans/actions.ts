'use server'

import { quoteSeal, stripeGateway } from '@/lib/compose'
import {
  cancelInput,
  choiceInput,
  quoteInput,
  subscribedInput,
  subscriptionFormInput,
} from '@/lib/contracts/subscriptions'
import {
  cancelSubscription as cancel,
  changeSubscription as change,
  payOverdue as pay,
} from '@/lib/flows/payments/subscriptions/change-subscription'
import { previewSubscriptionChange } from '@/lib/flows/payments/subscriptions/preview-change'
import { settleSubscriptionForm } from '@/lib/flows/payments/subscriptions/settle-subscription'
import { startSubscription } from '@/lib/flows/payments/subscriptions/start-subscription'
import { action } from '@/lib/http/action'
import { quoteItem } from './quote-item'

export const subscribe = action(choiceInput, (ctx, { org, choice }) =>
  startSubscription(ctx, stripeGateway(), org, choice),
)

export const settleSubscription = action(subscriptionFormInput, (ctx, { org, checkoutId }) =>
  settleSubscriptionForm(ctx, stripeGateway(), org, checkoutId),
)

export const previewChange = action(choiceInput, async (ctx, { org, choice }) =>
  quoteItem(await previewSubscriptionChange(ctx, stripeGateway(), quoteSeal(), org, choice)),
)

export const changeSubscription = action(quoteInput, async (ctx, { org, quote }) => {
  await change(ctx, stripeGateway(), quoteSeal(), org, quote)
  return {}
})

export const cancelSubscription = action(cancelInput, async (ctx, { org, product, ends }) => {
  await cancel(ctx, stripeGateway(), org, product, ends)
  return {}
})

/** Answers where to pay, or null where nothing is owed any more. */
export const payOverdue = action(subscribedInput, async (ctx, { org, product }) => ({
  url: await pay(ctx, stripeGateway(), org, product),
}))
