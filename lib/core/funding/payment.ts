import { type Minor, minor } from '@/lib/core/money/amount'

/** What a payment is made of, as Stripe says. */
export type Payment = {
  readonly subtotal: Minor
  /** What Stripe added to the subtotal (P8). */
  readonly tax: Minor
  readonly total: Minor
  readonly currency: string
}

/** What was paid for a purchase: its price, and the tax that was added to it. All of it can be disputed or go back. */
export const paidFor = ({ price, tax }: { readonly price: Minor; readonly tax: Minor }): Minor => minor(price + tax)

/** Whether a payment is what was agreed: the price in its currency, and on top of it nothing but tax. */
export const isAsAgreed = (
  { price, currency }: { readonly price: Minor; readonly currency: string },
  payment: Payment,
): boolean =>
  payment.currency === currency &&
  payment.subtotal === price &&
  payment.tax >= 0n &&
  payment.total === price + payment.tax
