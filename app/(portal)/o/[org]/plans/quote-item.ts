import type { QuoteItem } from '@/lib/contracts/subscriptions'
import { type Minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { ShownQuote } from '@/lib/flows/payments/subscriptions/preview-change'

const money = (amount: Minor): string => formatDecimal(amount, minorPlaces)

/** A quote as the page gets it: amounts are decimal text, instants ISO text. */
export const quoteItem = ({
  quote,
  from,
  to,
  amountDue,
  total,
  currency,
  lines,
  expiresAt,
}: ShownQuote): QuoteItem => ({
  quote,
  from: { ...from, price: money(from.price) },
  to: { ...to, price: money(to.price) },
  amountDue: money(amountDue),
  total: money(total),
  currency,
  lines: lines.map(({ text, amount }) => ({ text, amount: money(amount) })),
  expiresAt: expiresAt.toString(),
})
