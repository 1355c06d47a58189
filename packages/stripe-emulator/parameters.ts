import { parse } from 'qs'
import { z } from 'zod'
import { Failure, type FailureBody, invalidRequest } from './failure'
import type { AddressRecord } from './records'

/** Form parameters as they came: text, lists and nested records of text. */
export type Form = Readonly<Record<string, unknown>>

/** Reads Stripe's bracketed form encoding (`line_items[0][price_data][currency]=chf`). */
export const parseForm = (encoded: string): Form => parse(encoded, { depth: 8, arrayLimit: 100, plainObjects: false })

/** A whole number between the bounds. Amounts on Stripe's wire are JSON integers of the smallest unit. */
export const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, { error: 'integer' })
    .transform(Number)
    .pipe(
      z
        .number()
        .min(least, { error: `This value must be greater than or equal to ${least}.` })
        .max(most, { error: `This value must be less than or equal to ${most}.` }),
    )

export const flag = () => z.enum(['true', 'false']).transform((text) => text === 'true')

export const text = (most = 5000) => z.string().min(1).max(most)

/** Text that may be emptied: an empty string unsets it, as with Stripe. */
export const clearable = (most = 5000) =>
  z
    .string()
    .max(most)
    .transform((value) => (value === '' ? null : value))

export const url = () => z.string().regex(/^https?:\/\/\S+$/, { error: 'Not a valid URL' })

/** At most 50 entries, keys up to 40 and values up to 500 characters; empty text for none at all. */
export const metadata = () =>
  z.union([
    z.literal('').transform(() => null),
    z
      .record(z.string().max(40), z.string().max(500))
      .refine((entries) => Object.keys(entries).length <= 50, { error: 'Metadata can have up to 50 keys.' }),
  ])

/** The ways to pay that are emulated. */
export const methodTypes = () => z.array(z.enum(['card', 'sepa_debit'])).min(1)

const moment = () => integer(0, 99_999_999_999)

/** When something was made: a moment, or bounds of a span. */
const created = () =>
  z
    .union([
      moment().transform((at) => ({ gte: at, lte: at })),
      z.strictObject({
        gt: moment().optional(),
        gte: moment().optional(),
        lt: moment().optional(),
        lte: moment().optional(),
      }),
    ])
    .transform(
      (span: { gt?: number; gte?: number; lt?: number; lte?: number }) =>
        (at: number): boolean =>
          at > (span.gt ?? -1) && at >= (span.gte ?? 0) && at < (span.lt ?? Infinity) && at <= (span.lte ?? Infinity),
    )

/** What every list takes. */
export const listParameters = {
  created: created().optional(),
  ending_before: text().optional(),
  limit: integer(1, 100).default(10),
  starting_after: text().optional(),
}

export type ListParameters = z.output<z.ZodObject<typeof listParameters>>

/** A postal address, or empty to remove it. */
export const address = () =>
  z.union([
    z.literal('').transform(() => null),
    z.strictObject({
      city: clearable().optional(),
      country: clearable(2).optional(),
      line1: clearable().optional(),
      line2: clearable().optional(),
      postal_code: clearable().optional(),
      state: clearable().optional(),
    }),
  ])

export const wholeAddress = (given: z.output<ReturnType<typeof address>>): AddressRecord | null =>
  given && {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  }

/** Reads the form by its schema, or fails as Stripe does: the first thing wrong, with the parameter's bracketed name. */
export const readParameters = <S extends z.ZodType>(schema: S, form: Form): z.output<S> => {
  const read = schema.safeParse(form)
  if (read.success) return read.data
  const issues = read.error.issues.map(innermost)
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  throw issue ? failureOf(issue, form) : invalidRequest('The parameters could not be read.')
}

/** What is wrong with the last, richest form a parameter may have, where it may have several. */
const innermost = (issue: z.core.$ZodIssue): z.core.$ZodIssue => {
  const inner = issue.code === 'invalid_union' ? issue.errors.at(-1)?.[0] : undefined
  return inner ? innermost({ ...inner, path: [...issue.path, ...inner.path] }) : issue
}

const bracketed = (path: readonly PropertyKey[]): string =>
  path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join('')

const valueAt = (form: Form, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    form,
  )

const failureOf = (issue: z.core.$ZodIssue, form: Form): Failure => {
  if (issue.code === 'unrecognized_keys') {
    const param = bracketed([...issue.path, ...issue.keys.slice(0, 1)])
    return invalidRequest(`Received unknown parameter: ${param}`, param, 'parameter_unknown')
  }
  const param = bracketed(issue.path)
  const value = valueAt(form, issue.path)
  if (value === undefined) return invalidRequest(`Missing required param: ${param}.`, param, 'parameter_missing')
  return new Failure(400, { type: 'invalid_request_error', param, ...explain(issue, param, value) })
}

const explain = (issue: z.core.$ZodIssue, param: string, value: unknown): Pick<FailureBody, 'message' | 'code'> => {
  if (issue.code === 'invalid_value') {
    return { message: `Invalid ${param}: must be one of ${issue.values.map(String).join(', ')}` }
  }
  if (issue.message === 'integer') {
    return { code: 'parameter_invalid_integer', message: `Invalid integer: ${String(value)}` }
  }
  if (issue.code === 'too_small' && value === '') {
    return {
      code: 'parameter_invalid_empty',
      message: `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    }
  }
  if (issue.code === 'invalid_type') return { message: `Invalid ${issue.expected}: ${JSON.stringify(value)}` }
  return { message: issue.message }
}
