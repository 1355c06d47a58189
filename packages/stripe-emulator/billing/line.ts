import { decimal } from '@/packages/stripe-emulator/decimal'
import type { Period, Recurring } from './period'

/** A price as far as a line needs it: its amounts never change, so they may be remembered. */
export type LinePrice = {
  readonly id: string
  readonly product: string
  readonly productName: string
  readonly currency: string
  /** Smallest unit of the currency, for one of it and one period. */
  readonly unitAmount: number
  readonly recurring: Recurring | null
}

/** The line that charged for what a proration gives back. */
export type LineSource = { readonly invoice: string; readonly line: string }

/** One line of an invoice before it has a number or an invoice. */
export type LineDraft = {
  readonly amount: number
  readonly currency: string
  readonly description: string
  readonly quantity: number
  readonly price: LinePrice | null
  readonly period: Period
  readonly proration: boolean
  readonly subscription: string | null
  readonly subscriptionItem: string | null
  readonly invoiceItem: string | null
  readonly credits: LineSource | null
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `3 Mar 2026`, as Stripe dates its proration lines. @param at epoch seconds. */
export const dayText = (at: number): string => {
  const day = new Date(at * 1000)
  return `${day.getUTCDate()} ${months[day.getUTCMonth()]} ${day.getUTCFullYear()}`
}

/** `month`, `every 3 months`. */
export const rhythmText = ({ interval, intervalCount }: Recurring): string =>
  intervalCount === 1 ? interval : `every ${intervalCount} ${interval}s`

/** `2 × Team (at CHF 49.00 / month)`. */
export const wholePeriodText = (price: LinePrice, quantity: number): string => {
  const amount = `${price.currency.toUpperCase()} ${decimal(price.unitAmount, 2)}`
  const rate = price.recurring ? `${amount} / ${rhythmText(price.recurring)}` : amount
  return `${quantity} × ${price.productName} (at ${rate})`
}

const counted = (price: LinePrice, quantity: number): string =>
  quantity === 1 ? price.productName : `${quantity} × ${price.productName}`

export const unusedText = (price: LinePrice, quantity: number, at: number): string =>
  `Unused time on ${counted(price, quantity)} after ${dayText(at)}`

export const remainingText = (price: LinePrice, quantity: number, at: number): string =>
  `Remaining time on ${counted(price, quantity)} after ${dayText(at)}`
