'use server'

import { settings, stripeGateway } from '@/lib/compose'
import { cardInput, orgCardsInput } from '@/lib/contracts/payment-methods'
import { chooseCard as choose } from '@/lib/flows/payments/cards/choose-card'
import { openCardPortal as openPortal } from '@/lib/flows/payments/cards/open-card-portal'
import { removeCard as remove } from '@/lib/flows/payments/cards/remove-card'
import { settleCards as settle } from '@/lib/flows/payments/cards/settle-card-checkout'
import { startCardCheckout as start } from '@/lib/flows/payments/cards/start-card-checkout'
import { action } from '@/lib/http/action'

export const startCardCheckout = action(orgCardsInput, (ctx, { org }) => start(ctx, stripeGateway(), org))

export const settleCards = action(orgCardsInput, (ctx, { org }) => settle(ctx, stripeGateway(), org))

export const chooseCard = action(cardInput, async (ctx, { org, methodId }) => {
  await choose(ctx, stripeGateway(), org, methodId)
  return {}
})

export const removeCard = action(cardInput, async (ctx, { org, methodId }) => {
  await remove(ctx, stripeGateway(), org, methodId)
  return {}
})

/** Answers the address instead of leading there, so that a Stripe that is away is told in the page. */
export const openCardPortal = action(orgCardsInput, async (ctx, { org }) => ({
  url: await openPortal(ctx, stripeGateway(), org, `${settings().url}/o/${org}/payment-methods?back=stripe`),
}))
