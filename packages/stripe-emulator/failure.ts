/** The `error` body of a failed call, as Stripe writes it. */
export type FailureBody = {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  readonly message: string
  readonly code?: string
  readonly decline_code?: string
  readonly param?: string
  readonly doc_url?: string
  readonly request_log_url?: string
  readonly charge?: string
  readonly payment_intent?: object
  readonly setup_intent?: object
  readonly payment_method?: object
}

/** A refusal in Stripe's own words. Thrown anywhere below a route, answered as `{"error": …}` with its status. */
export class Failure extends Error {
  override readonly name: string = 'Failure'
  constructor(
    readonly status: number,
    readonly body: FailureBody,
  ) {
    super(body.message)
  }
}

/**
 * A refusal that has happened: a card was asked and said no. What the call wrote until then is kept with its events,
 * and the answer stays under the idempotency key, where a plain `Failure` leaves everything as it was.
 */
export class Declined extends Failure {
  override readonly name = 'Declined'
}

/** 400 `invalid_request_error`, naming the parameter where there is one. */
export const invalidRequest = (message: string, param?: string, code?: string): Failure =>
  new Failure(400, { type: 'invalid_request_error', message, ...(param && { param }), ...(code && { code }) })

/** 404 for an id in the path, 400 for an id in a parameter: Stripe tells them apart the same way. */
export const missing = (what: string, id: string, param = 'id'): Failure =>
  new Failure(param === 'id' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param,
  })

/** Something Stripe would do and the emulator does not: said plainly, never imitated by half. */
export const notEmulated = (what: string, param: string): Failure =>
  invalidRequest(`The embedded emulator does not offer ${what}.`, param, 'parameter_unknown')
