import type { RouteEntry } from './describe'

/** What each refusal means. A code that an entry of the description uses needs its sentence here. */
export const refusalMeanings: Readonly<Record<string, string>> = {
  invalid_request: 'The request does not have the shape it needs; `issues` lists what is wrong and where.',
  invalid_json: 'The body is not well-formed JSON, or nested too deeply.',
  unknown_field: 'There is no such field; `field` names it.',
  invalid_quantity:
    'The quantity is negative, too large, has more than twelve decimals, or more digits than a JSON number carries.',
  invalid_timestamp: 'The time cannot be read, or lies in the future.',
  invalid_signature: 'The signature does not belong to this body.',
  unauthenticated: 'No API key or session was sent, or it is unknown or revoked.',
  forbidden: 'The role of the person does not allow this, or it is for people alone and an API key was sent.',
  missing_scope: 'The API key lacks the scope; `scope` names it.',
  not_printable: 'Documents cannot show these characters; `field` and `letters` name them.',
  not_found: 'There is nothing here, or it is not the caller’s to see.',
  unknown_org: 'There is no such organization, or it is not the caller’s to see.',
  unknown_tenant: 'There is no such tenant, or it is not the caller’s to see.',
  unknown_meter: 'No price book of the organization knows this meter.',
  unknown_job: 'There is no such job; `jobs` lists those that there are.',
  job_failed: 'The job failed, and the message says why. What it did by then stays done; the next run goes on.',
  cron_off: 'Schedulers cannot wake jobs here, because `CRON_SECRET` is not set.',
  unknown_usage: 'No usage of the organization was told under this key.',
  usage_taken_back: 'The usage was taken back; it stays so, and its key stays used.',
  usage_waived: 'The usage was waived: it is never charged.',
  amended_too_often: 'The usage was amended as often as one can be; take it back instead.',
  tenant_taken: 'The name belongs to a tenant of another organization.',
  tenant_deleted: 'The tenant was deleted; nothing happens to it any more.',
  stale: 'Somebody else changed the same thing at the same moment; try again.',
  too_large: 'The body is larger than `limit_bytes`.',
  unsupported_media_type: 'The body is not sent as application/json.',
  price_missing: 'The price book has no price for this meter on that day.',
  currency_mixed: 'The organization is billed in another currency.',
  idempotency_mismatch: 'This idempotency key was used with other content.',
  payment_required: 'Nothing is left to pay with; `reason` says what ran out.',
  card_declined: 'The card was declined.',
  limit_exceeded: 'More than the limit of the organization; `reason` says of what.',
  concurrency_exceeded: 'As much runs already as the tier of the organization allows.',
  quota_exceeded: 'More machines than the quota of the organization for this type and region.',
  unknown_plan: 'There is no such plan.',
  unknown_machine_type: 'There is no such machine type.',
  unknown_cell: 'There is no such cell.',
  unknown_reservation: 'There is no such reservation, or it is not the caller’s to see.',
  unknown_grant: 'There is no such grant.',
  biller_fixed: 'The biller cannot change at that time.',
  mode_off: 'What this is for is switched off.',
  last_owner: 'An organization keeps an owner.',
  reservation_closed: 'The reservation was settled, released or has expired.',
  month_not_closed: 'The month is not over.',
  already_invoiced: 'The month is invoiced already.',
  already_paid: 'The invoice is paid already.',
  not_for_sale: 'This is not sold, or not to this organization.',
  card_needed: 'The last card stays while something is to be paid.',
  exists: 'There is one already.',
  out_of_order: 'Something newer is recorded already.',
  method_not_allowed: 'The address has other methods; `allowed` and the header `Allow` name them.',
  length_required: 'The request does not say how long its body is.',
  request_timeout: 'The request did not arrive in time.',
  headers_too_large: 'The headers of the request are too long.',
  rate_limited: 'Too many requests; `Retry-After` says when to try again.',
  internal: 'Something went wrong in the portal. The request id helps to find it.',
  stripe_unavailable: 'The payment provider could not be reached.',
  unavailable: 'Not possible at this moment; try again.',
}

const ofBody = ['invalid_request', 'invalid_json', 'unknown_field', 'too_large', 'unsupported_media_type']

/** The refusals that follow from who may call and what is sent. */
const impliedRefusals = ({ callers, body }: RouteEntry): readonly string[] => {
  const codes = ['internal']
  if (body) codes.push(...ofBody)
  if (!callers.includes('anybody') && !callers.includes('stripe')) codes.push('unauthenticated')
  if (callers.some((caller) => caller.startsWith('key '))) codes.push('missing_scope')
  const forPeople = callers.includes('member') || callers.includes('admin')
  if (forPeople) codes.push('not_found')
  if (forPeople && !callers.some((caller) => caller.startsWith('key '))) codes.push('forbidden')
  return codes
}

/** Every code an entry can answer with, each once. */
export const refusalsOf = (entry: RouteEntry): readonly string[] => [
  ...new Set([...impliedRefusals(entry), ...(entry.refusals ?? [])]),
]

/** @throws where the code has no sentence. */
export const meaningOf = (code: string): string => {
  const meaning = refusalMeanings[code]
  if (meaning === undefined) throw new Error(`The refusal ${code} has no sentence in lib/contracts/api/refusals.ts.`)
  return meaning
}
