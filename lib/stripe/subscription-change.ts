import type Stripe from 'stripe'
import type { Temporal } from 'temporal-polyfill'
import { type Minor, minor } from '@/lib/core/money/amount'
import { subscriptionChangeKey } from './keys'
import { asking } from './refused'

/** Has a subscription charged to a card of its customer from now on. */
export const chargeSubscriptionTo = (stripe: Stripe, subscriptionId: string, methodId: string): Promise<void> =>
  asking(async () => {
    await stripe.subscriptions.update(subscriptionId, { default_payment_method: methodId })
  })

export type SubscriptionChange = {
  readonly customerId: string
  readonly subscriptionId: string
  readonly itemId: string
  readonly priceId: string
  /** The moment up to which the old price counts: the same in preview and change, so that both come to the same. */
  readonly prorationAt: Temporal.Instant
}

export type ChangePreview = {
  /** Charged at once; nought where credit is left over, which the next invoices use. */
  readonly amountDue: Minor
  /** The sum of the lines; below zero where the change gives credit. */
  readonly total: Minor
  readonly currency: string
  readonly lines: readonly { readonly text: string; readonly amount: Minor }[]
}

const prorationSeconds = ({ prorationAt }: SubscriptionChange): number =>
  Math.floor(prorationAt.epochMilliseconds / 1000)

/** What a change would be charged with (B7). */
export const previewChange = async (stripe: Stripe, change: SubscriptionChange): Promise<ChangePreview> => {
  const invoice = await asking(() =>
    stripe.invoices.createPreview({
      customer: change.customerId,
      subscription: change.subscriptionId,
      subscription_details: {
        items: [{ id: change.itemId, price: change.priceId }],
        proration_behavior: 'always_invoice',
        proration_date: prorationSeconds(change),
      },
    }),
  )
  return {
    amountDue: minor(BigInt(invoice.amount_due)),
    total: minor(BigInt(invoice.total)),
    currency: invoice.currency.toUpperCase(),
    lines: invoice.lines.data.map(({ description, amount }) => ({
      text: description ?? '',
      amount: minor(BigInt(amount)),
    })),
  }
}

/**
 * Changes a subscription and charges the difference, both or neither. Asked again for the same quote it is done once.
 * @throws Refusal `card_declined` where the difference cannot be charged: then nothing changed.
 */
export const changeSubscription = (stripe: Stripe, change: SubscriptionChange, quoteId: string): Promise<void> =>
  asking(async () => {
    await stripe.subscriptions.update(
      change.subscriptionId,
      {
        items: [{ id: change.itemId, price: change.priceId }],
        proration_behavior: 'always_invoice',
        proration_date: prorationSeconds(change),
        payment_behavior: 'error_if_incomplete',
      },
      { idempotencyKey: subscriptionChangeKey(quoteId) },
    )
  })

/** Has a subscription end with its period, or go on: an end that was set in the Customer Portal is taken back too. */
export const endWithPeriod = (stripe: Stripe, subscriptionId: string, ends: boolean): Promise<void> =>
  asking(async () => {
    await stripe.subscriptions.update(subscriptionId, ends ? { cancel_at_period_end: true } : { cancel_at: '' })
  })

/** Where the oldest unpaid invoice of a subscription is paid, at Stripe; null where none is. */
export const unpaidInvoiceUrl = (stripe: Stripe, subscriptionId: string): Promise<string | null> =>
  asking(async () => {
    let url: string | null = null
    // The newest first.
    for await (const invoice of stripe.invoices.list({ subscription: subscriptionId, status: 'open', limit: 100 })) {
      url = invoice.hosted_invoice_url ?? url
    }
    return url
  })
