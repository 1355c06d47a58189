import { minor } from '@/lib/core/money/amount'
import type { Quote } from '@/lib/core/plans/quote'
import { Refusal } from '@/lib/platform/errors'
import type { Seal } from '@/lib/platform/seal'

type Wire = { readonly [Key in keyof Quote]: Quote[Key] extends bigint ? string : Quote[Key] }

/** A quote as it travels: sealed, so that what comes back is what was shown. */
export const sealQuote = (seal: Seal, quote: Quote): string => {
  const { prorationAt, amountDue, total, ...rest } = quote
  const wire: Wire = { ...rest, prorationAt: String(prorationAt), amountDue: String(amountDue), total: String(total) }
  return seal.close(JSON.stringify(wire))
}

/** @throws Refusal `invalid_request` where it is none of ours, or one of another org. */
export const openQuote = (seal: Seal, org: string, sealed: string): Quote => {
  const text = seal.open(sealed)
  const wire = text === null ? null : (JSON.parse(text) as Wire)
  if (wire?.org !== org) throw new Refusal('invalid_request', 'This is not a quote of ours.', { field: 'quote' })
  const { prorationAt, amountDue, total, ...rest } = wire
  return {
    ...rest,
    prorationAt: BigInt(prorationAt),
    amountDue: minor(BigInt(amountDue)),
    total: minor(BigInt(total)),
  }
}
