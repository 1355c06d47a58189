import type { z } from 'zod'

/** A schema that the document names, with a sentence for each of its fields that no contract describes itself. */
export type Shape = {
  /** PascalCase; one name is one schema. */
  readonly name: string
  readonly schema: z.ZodType
  readonly description: string
  /** By the field's path: `packages`, `results[].status`. */
  readonly fields?: Readonly<Record<string, string>>
  /** Shapes inside this one that have a name of their own. */
  readonly parts?: readonly Shape[]
}

/** By what it shows: `One event` → the value. */
export type Examples = Readonly<Record<string, unknown>>

export type Parameter = {
  readonly schema: z.ZodType
  readonly description: string
  readonly example: string | number | boolean
  /** Queries only; a parameter of the path is always required. */
  readonly required?: boolean
}

export type Body = {
  readonly shape: Shape
  readonly examples: Examples
  /** False where an empty body is taken as `{}`. */
  readonly required?: boolean
}

/** An answer: in a shape, or a document of another media type. */
export type Answer =
  | { readonly description: string; readonly shape: Shape; readonly examples: Examples }
  | { readonly description: string; readonly mediaType: string }
  | { readonly description: string; readonly empty: true }

/** `key usage:write`: a machine whose API key has that scope. `scheduler`: a caller with the secret of the cron routes. */
export type Caller = 'anybody' | 'member' | 'admin' | 'stripe' | 'scheduler' | `key ${string}`

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]

/** One route and method, as the API's description tells it. */
export type RouteEntry = {
  readonly method: Method
  /** With parameters in braces: `/api/v1/tenants/{name}`. */
  readonly path: string
  /** The operation's name in generated clients: camelCase, unique. */
  readonly id: string
  readonly tag: Tag
  readonly summary: string
  readonly description: string
  /** Any of these may call. */
  readonly callers: readonly Caller[]
  readonly parameters?: Readonly<Record<string, Parameter>>
  readonly query?: Readonly<Record<string, Parameter>>
  readonly body?: Body
  readonly answers: Readonly<Record<number, Answer>>
  /** Codes beyond those that `impliedRefusals` finds from callers and body. */
  readonly refusals?: readonly string[]
  /** True where answers carry `X-Compute-Remaining`, those of the gate’s refusals too (G8). */
  readonly computeRemaining?: true
}

/** Groups of the description, in the order they are shown. */
export const tags = {
  Usage: 'What was used, reported by the services that measured it.',
  Gate: 'Whether work may start now, and amounts held for it.',
  Tenants: 'What happened to the workloads of an organization, and when.',
  Credits: 'Credit of an organization and its ledger.',
  Plans: 'Plans, quotas and limits.',
  Invoices: 'Issued invoices and their documents.',
  Instances: 'Linked self-hosted installations.',
  Payments: 'What was paid, what goes back, and what the payment provider reports.',
  Schedule: 'Work that a scheduler starts.',
  Platform: 'The portal itself.',
} as const
export type Tag = keyof typeof tags
