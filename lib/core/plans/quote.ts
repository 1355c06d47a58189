import { type Minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { type Refused, refuse } from '@/lib/core/refusal'
import type { Choice } from './offer'

/** What a change of subscription costs, as it was shown to the customer (B7). Instants are nanoseconds. */
export type Quote = {
  readonly id: string
  readonly org: string
  readonly subscriptionId: string
  readonly choice: Choice
  /** Up to when the old price counts, in the preview and in what is charged. */
  readonly prorationAt: bigint
  /** Charged at once. */
  readonly amountDue: Minor
  /** Below zero where the change gives credit. */
  readonly total: Minor
  readonly currency: string
}

/** How long a quote binds. */
export const quoteMinutes = 15
const lifetime = BigInt(quoteMinutes) * 60n * 1_000_000_000n

export const quoteExpiresAt = ({ prorationAt }: Pick<Quote, 'prorationAt'>): bigint => prorationAt + lifetime

type Cost = Pick<Quote, 'amountDue' | 'total' | 'currency'>

/**
 * Holds a quote against what the change costs now: it is charged exactly as quoted, or not at all.
 * @param now in nanoseconds
 */
export const bindQuote = (quote: Quote, cost: Cost, now: bigint): Refused<'quote_stale'> | null => {
  const same = quote.amountDue === cost.amountDue && quote.total === cost.total && quote.currency === cost.currency
  if (same && now < quoteExpiresAt(quote)) return null
  const text = `${cost.currency} ${formatDecimal(cost.amountDue, minorPlaces)}`
  return refuse('quote_stale', `The change costs ${text} now. Look at it again before you confirm.`, {
    amount_due: formatDecimal(cost.amountDue, minorPlaces),
    currency: cost.currency,
  })
}
