/** Every refusal a caller can meet, with its HTTP status. One closed table: a new code is a new line here. */
const statuses = {
  invalid_request: 400,
  invalid_json: 400,
  unknown_field: 400,
  invalid_quantity: 400,
  invalid_timestamp: 400,
  invalid_price: 400,
  month_not_closed: 400,
  invalid_signature: 400,
  quota_exceeded: 400,
  unauthenticated: 401,
  card_declined: 402,
  payment_required: 402,
  payment_overdue: 402,
  payment_disputed: 402,
  forbidden: 403,
  missing_scope: 403,
  limit_exceeded: 403,
  not_found: 404,
  unknown_org: 404,
  unknown_tenant: 404,
  unknown_meter: 404,
  unknown_usage: 404,
  unknown_plan: 404,
  unknown_machine_type: 404,
  unknown_cell: 404,
  unknown_reservation: 404,
  unknown_grant: 404,
  unknown_route: 404,
  unknown_job: 404,
  method_not_allowed: 405,
  already_invoiced: 409,
  terms_invoiced: 409,
  already_paid: 409,
  card_needed: 409,
  not_for_sale: 409,
  tenant_taken: 409,
  tenant_deleted: 409,
  usage_taken_back: 409,
  usage_waived: 409,
  amended_too_often: 409,
  stale: 409,
  quote_stale: 409,
  price_version_exists: 409,
  what_if_needed: 409,
  biller_fixed: 409,
  mode_off: 409,
  last_owner: 409,
  reservation_closed: 409,
  reminder_refused: 409,
  checkout_expired: 409,
  request_timeout: 408,
  length_required: 411,
  too_large: 413,
  unsupported_media_type: 415,
  address_missing: 422,
  not_printable: 422,
  amount_too_large: 422,
  treatment_wrong: 422,
  treatment_unusual: 422,
  seller_missing: 422,
  currency_mixed: 422,
  currency_fixed: 409,
  zone_fixed: 409,
  exists: 409,
  price_missing: 422,
  tax_rate_missing: 422,
  nothing_to_invoice: 422,
  idempotency_mismatch: 422,
  out_of_order: 422,
  rate_limited: 429,
  concurrency_exceeded: 429,
  headers_too_large: 431,
  internal: 500,
  document_wrong: 500,
  job_failed: 500,
  stripe_unavailable: 502,
  cron_off: 503,
  unavailable: 503,
} as const

export type RefusalCode = keyof typeof statuses
export type Facts = Readonly<Record<string, unknown>>

/**
 * A "no" that a caller may read: a code for machines, a sentence for people, facts for both. The front server and the
 * pages are bundled apart and share what talks to Stripe, so that one meets refusals of the other's class: what is
 * shaped as a refusal is one.
 */
export class Refusal extends Error {
  static override [Symbol.hasInstance](value: unknown): value is Refusal {
    return value instanceof Error && value.name === 'Refusal'
  }

  override readonly name = 'Refusal'
  constructor(
    readonly code: RefusalCode,
    readonly sentence: string,
    readonly facts: Facts = {},
    cause?: unknown,
  ) {
    super(`${code}: ${sentence}`, { cause })
  }

  get status(): number {
    return statuses[this.code]
  }
}

/** True where the database was away for as long as a call waits: asking it again at once would wait as long again. */
export const isUnavailable = (error: unknown): boolean => error instanceof Refusal && error.code === 'unavailable'

/** The one error envelope of every route and action. */
export type ErrorEnvelope = { readonly detail: { readonly error_code: string; readonly message: string } & Facts }

export const envelopeOf = (refusal: Refusal): ErrorEnvelope => ({
  detail: { ...refusal.facts, error_code: refusal.code, message: refusal.sentence },
})

/** Throws the refusal a core decision returned, or hands its value through. */
export const accept = <T>(decision: T): Exclude<T, { refused: string }> => {
  if (isRefusedShape(decision)) throw new Refusal(decision.refused, decision.sentence, decision.facts)
  return decision as Exclude<T, { refused: string }>
}

const isRefusedShape = (value: unknown): value is { refused: RefusalCode; sentence: string; facts: Facts } =>
  typeof value === 'object' && value !== null && 'refused' in value && 'sentence' in value

/** Why something failed, for administrators. */
export const whyOf = (error: unknown): string => {
  if (error instanceof Refusal) return error.sentence
  return error instanceof Error ? error.message : String(error)
}
