import type { z } from 'zod'
import { type Form, readParameters } from './parameters'
import type { Work } from './work'

/** What an endpoint is called with besides its parameters. */
export type Call = {
  readonly work: Work
  /** The first id in the path, `:id`; empty where the path has none. */
  readonly id: string
  /** All that the path names, by name. */
  readonly named: Readonly<Record<string, string>>
  readonly path: string
  /** Origin of the portal, for links to the local checkout page. */
  readonly publicUrl: string
  /** Where the emulator sends its events. */
  readonly webhookUrl: string
}

export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below `/v1`, with `:id` for the object it is about. */
  readonly path: string
  /** The object it answers, before anything is expanded. */
  answer(call: Call, form: Form): Promise<object>
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
  answer: async (call, form) => handle(call, readParameters(parameters, form)),
})

/** A page of a list as Stripe answers it. @param found one more than `limit` where there is another page. */
export const listOf = <T>(path: string, found: readonly T[], limit: number): object => ({
  object: 'list',
  data: found.slice(0, limit),
  has_more: found.length > limit,
  url: path,
})
