import type { z } from 'zod'
import type { FailureBody } from './failure'
import { type Form, readParameters } from './parameters'
import type { Work } from './work'

/** What an endpoint is called with besides its parameters. */
export type Call = {
  readonly work: Work
  /** The id in the path; empty where the path has none. */
  readonly id: string
  readonly path: string
  /** Origin of the portal, for links to the local checkout page. */
  readonly publicUrl: string
}

/** An object, or an error that leaves something written behind (a declined charge). */
export type Answer =
  | { readonly status: 200; readonly body: object }
  | { readonly status: 402; readonly body: { error: FailureBody } }

export type Endpoint = {
  readonly method: 'GET' | 'POST'
  /** Below `/v1`, with at most one `:id`. */
  readonly path: string
  answer(call: Call, form: Form): Promise<Answer>
}

/** Joins a path, the parameters it takes (anything else is refused) and what it does into one route of the API. */
export const endpoint = <S extends z.ZodType>(
  method: Endpoint['method'],
  path: string,
  parameters: S,
  handle: (call: Call, given: z.output<S>) => Promise<object>,
): Endpoint => ({
  method,
  path,
  answer: async (call, form) => ({ status: 200, body: await handle(call, readParameters(parameters, form)) }),
})

/** A page of a list as Stripe answers it. @param found one more than `limit` where there is another page. */
export const listOf = <T>(path: string, found: readonly T[], limit: number): object => ({
  object: 'list',
  data: found.slice(0, limit),
  has_more: found.length > limit,
  url: path,
})
