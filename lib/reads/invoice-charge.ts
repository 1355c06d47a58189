import type { InvoiceCharge } from '@/db/queries/invoice-charges'
import { explainedChargeFailure } from '@/lib/core/invoices/card-charge'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { dayAt } from '@/lib/core/time/billing-day'

/** What became of the charge of the saved card. */
export type ChargeItem = {
  readonly state: 'under_way' | 'paid' | 'failed'
  /** Decimal text; null before it is fixed. */
  readonly amount: string | null
  /** Of the card; empty before it is fixed, and if there was none any more. */
  readonly last4: string
  /** The day in the zone of the invoice; null while it is under way. */
  readonly on: string | null
  readonly failure: ReturnType<typeof explainedChargeFailure>
}

/** The charge of an invoice as its page shows it; null if the saved card was not needed. */
export const chargeItem = (charge: InvoiceCharge | null, zone: string): ChargeItem | null => {
  if (charge === null || charge.outcome === 'not_needed') return null
  const { outcome, amount, cardLast4: last4, settledAt, failure } = charge
  return {
    state: outcome ?? 'under_way',
    amount: amount === null ? null : formatDecimal(amount, minorPlaces),
    last4,
    on: settledAt === null ? null : dayAt(settledAt, zone),
    failure: explainedChargeFailure(failure),
  }
}
