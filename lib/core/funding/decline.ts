/** Why a recharge was switched off, where there is more to say than that the bank declined: Stripe's codes, then ours. */
export const explainedDeclines = [
  'authentication_required',
  'insufficient_funds',
  'expired_card',
  'no_card',
  'not_charged',
  'provider_refused',
  'disputed',
  'refunded',
] as const

/** The decline to explain; whatever else there is, is `other`. */
export const explainedDecline = (code: string): (typeof explainedDeclines)[number] | 'other' =>
  explainedDeclines.find((each) => each === code) ?? 'other'
