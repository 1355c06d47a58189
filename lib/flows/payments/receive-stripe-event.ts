import { endCheckout, noteStripeEvent } from '@/db/commands/checkouts'
import type { ClaimedEvent } from '@/db/commands/record-payment'
import { findAccount } from '@/db/queries/accounts'
import { findOrgOfCustomer } from '@/db/queries/cards'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { StripeCommand } from '@/lib/stripe/translate'
import { settleCardCheckout } from './cards/settle-card-checkout'
import { syncCards } from './cards/sync-cards'
import { type PurchaseStatus, settlePurchase } from './credit/settle-purchase'
import { receiveDispute } from './disputes/receive-dispute'
import { settleRecharge } from './recharge/settle-recharge'
import { syncRefunds } from './refunds/sync-refunds'
import { recordCheckoutPayment } from './settle-checkout'

/**
 * Takes a verified Stripe event: what it says is a trigger, the state is read from Stripe again. Answers a sentence.
 * A failure is noted and thrown, so that the delivery comes again.
 */
export const receiveStripeEvent = async (
  ctx: Ctx,
  stripe: StripeGateway,
  event: ClaimedEvent,
  command: StripeCommand | null,
): Promise<string> => {
  if (command === null) {
    await noteStripeEvent(ctx.db, event, 'ignored', `Nothing to do for ${event.type}.`, ctx.now)
    return `Nothing to do for ${event.type}.`
  }
  try {
    return await act(ctx, stripe, event, command)
  } catch (error) {
    await noteStripeEvent(ctx.db, event, 'failing', error instanceof Error ? error.message : String(error), ctx.now)
    throw error
  }
}

const act = async (ctx: Ctx, stripe: StripeGateway, event: ClaimedEvent, command: StripeCommand): Promise<string> => {
  if (command.kind === 'cards_changed') return receiveCards(ctx, stripe, event, command)
  if (command.kind === 'card_checkout_settled') {
    const status = await settleCardCheckout(ctx, stripe, command, event)
    return status === 'saved' ? 'The card was saved.' : 'The checkout ended without a card.'
  }
  if (command.kind === 'purchase_settled') {
    const status = await settlePurchase(ctx, stripe, command, event)
    return purchaseSentences[status]
  }
  if (command.kind === 'refunds_changed') {
    await syncRefunds(ctx, stripe, command.org, command.purchaseId)
    const sentence = `The refunds of ${command.purchaseId} were read.`
    await noteStripeEvent(ctx.db, event, 'done', sentence, ctx.now)
    return sentence
  }
  if (command.kind === 'dispute_changed') {
    const told = await receiveDispute(ctx, stripe, command.disputeId)
    const sentence = told ?? 'The disputed payment is none of ours.'
    await noteStripeEvent(ctx.db, event, told === null ? 'ignored' : 'done', sentence, ctx.now)
    return sentence
  }
  if (command.kind === 'recharge_settled') {
    const { status } = await settleRecharge(
      ctx,
      command.org,
      command.purchaseId,
      await stripe.readPayment(command.paymentIntentId),
    )
    const sentence = `The recharge ${command.purchaseId} is ${status}.`
    await noteStripeEvent(ctx.db, event, 'done', sentence, ctx.now)
    return sentence
  }
  return receivePayment(ctx, stripe, event, command)
}

const purchaseSentences: Readonly<Record<PurchaseStatus, string>> = {
  paid: 'The credit was given.',
  processing: 'The payment is still being processed.',
  open: 'The checkout is open again.',
  ended: 'The checkout ended unpaid.',
}

const receivePayment = async (
  ctx: Ctx,
  stripe: StripeGateway,
  event: ClaimedEvent,
  command: Extract<StripeCommand, { readonly invoiceId: string }>,
): Promise<string> => {
  const session = await stripe.readCheckout(command.sessionId)
  if (command.kind === 'invoice_checkout_ended' && !session.paid) {
    const outcome = await endCheckout(ctx.db, command.org, command.checkoutId, event, ctx.now)
    return outcome === 'ended' ? 'The checkout ended unpaid.' : 'This event was handled before.'
  }
  if (!session.paid) {
    await noteStripeEvent(ctx.db, event, 'ignored', 'The payment is still being processed.', ctx.now)
    return 'The payment is still being processed.'
  }
  const outcome = await recordCheckoutPayment(ctx, command, session, event)
  if (outcome === 'unknown') throw new Refusal('unavailable', `There is no invoice ${command.invoiceId} yet.`)
  return outcome === 'repeated' ? 'This payment was recorded before.' : `The payment was recorded: ${outcome}.`
}

/** The cards of one of our customers changed: they are read anew. Of a customer that says it is ours, we must know. */
const receiveCards = async (
  ctx: Ctx,
  stripe: StripeGateway,
  event: ClaimedEvent,
  { customerId, org: named, methodId }: Extract<StripeCommand, { readonly kind: 'cards_changed' }>,
): Promise<string> => {
  const org = (await findOrgOfCustomer(ctx.db, customerId)) ?? (named || (await stripe.orgOfCustomer(customerId)))
  if (org === '') {
    await noteStripeEvent(ctx.db, event, 'ignored', `${customerId} is no customer of ours.`, ctx.now)
    return `${customerId} is no customer of ours.`
  }
  if (!(await findAccount(ctx.db, org))) throw new Refusal('unavailable', `There is no organization ${org} yet.`)
  await syncCards(ctx, stripe, org, customerId, methodId)
  await noteStripeEvent(ctx.db, event, 'done', `The cards of ${org} were read.`, ctx.now)
  return `The cards of ${org} were read.`
}
