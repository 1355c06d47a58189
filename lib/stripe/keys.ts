/** Idempotency keys, made from facts of the business: the same fact asked for twice is done once (P3, K4). */
export const customerKey = (org: string): string => `customer_${org}`

/** Stripe answers a key of the last day with the customer that it made then, also where that one was deleted since. */
export const customerAfterKey = (org: string, deleted: string): string => `customer_${org}_after_${deleted}`

export const paymentCheckoutKey = (checkoutId: string): string => `checkout_${checkoutId}`

/** Saving a card and paying an invoice have rows of their own kind; their ids never meet. */
export const cardCheckoutKey = (checkoutId: string): string => `card_${checkoutId}`

/** Of the charge, not of the attempt: a call that is made again after a crash charges nobody twice. */
export const offSessionKey = (about: { readonly purchase: string } | { readonly invoice: string }): string =>
  'purchase' in about ? `charge_${about.purchase}` : `charge_invoice_${about.invoice}`

/** Two equal partial refunds of one payment are two requests (K7). */
export const refundKey = (paymentIntentId: string, refundId: string): string => `refund_${paymentIntentId}_${refundId}`

export const subscriptionCheckoutKey = (checkoutId: string): string => `subscribe_${checkoutId}`

/** Of the quote that was agreed to: confirming it twice changes once (B7). */
export const subscriptionChangeKey = (quoteId: string): string => `change_${quoteId}`

export const priceKey = (lookupKey: string): string => `price_${lookupKey}`
