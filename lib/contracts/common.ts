import { z } from 'zod'
import { readEmail } from '@/lib/core/access/email'
import { LongNumber } from '@/lib/core/money/wire-number'
import { mostCharacters } from '@/lib/core/text/most-characters'
import { isStorableText } from '@/lib/core/text/storable-text'
import { isMonth } from '@/lib/core/time/day'
import { readTimestamp } from '@/lib/core/time/epoch'

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

const isRealDay = (text: string): boolean =>
  day.test(text) && text >= '0001' && new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text

/** Fields by which a request is made once: the same key with another input is an error, whatever the route. */
export const requestKeys = z.registry<{ readonly once: true }>()

/** A key that callers choose. */
export const idempotencyKey = z.string().min(1).max(200).register(requestKeys, { once: true })

/** An org: a slug. */
export const orgSlug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be a slug: a-z, 0-9 and -')
/** A tenant, as Kubernetes names its objects: by its name, or by its namespace and its name. */
export const tenantName = z
  .string()
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\/)?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
    'must be a name, or namespace/name: a-z, 0-9, - and .',
  )
/** The same in an address, in which the slash is escaped. */
export const tenantInPath = z
  .string()
  .transform((text) => text.replaceAll(/%2f/gi, '/'))
  .pipe(tenantName)
export const packageName = z
  .string()
  .max(mostCharacters.package)
  .regex(/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/, 'must be a name: a-z, 0-9, ., _ and -')
export const meterName = z
  .string()
  .max(mostCharacters.meter)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/, 'must be a name such as llm.input_tokens')
export const civilDay = z.string().refine(isRealDay, 'must be a day: 2026-10-31')
export const civilMonth = z.string().refine(isMonth, 'must be a month: 2026-10')
/** A number in a body that has more digits than a double carries. */
export const longNumber = z.instanceof(LongNumber)
/** A value with such numbers as JSON itself reads them. */
export const plainNumbers = (value: unknown): unknown => {
  if (value instanceof LongNumber) return Number(value.text)
  if (Array.isArray(value)) return value.map(plainNumbers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainNumbers(part)]))
}
/** ISO-8601 with a zone, or an epoch number in s, ms, µs or ns. */
export const timestamp = z.union([z.string(), z.number(), longNumber]).transform((value, context) => {
  const instant = readTimestamp(value instanceof LongNumber ? value.text : value)
  if (!('refused' in instant)) return instant
  context.addIssue({ code: 'custom', message: instant.sentence, params: { code: instant.refused } })
  return z.NEVER
})
/** A set of package names: each once, sorted. */
export const packageSet = z
  .array(packageName)
  .max(200)
  .transform((names) => [...new Set(names)].sort())
export const decimalPrice = (places: number) =>
  z
    .string('must be an amount as text, such as "20.00"')
    .regex(new RegExp(`^\\d{1,12}(\\.\\d{1,${places}})?$`), `must be an amount with at most ${places} decimals`)
/** The version of something that was on the screen: 0 where there was none. */
export const versionShown = z.int().min(0).max(1_000_000_000)
/** One line of text that a database can keep. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !/\p{Cc}/u.test(text) && isStorableText(text), 'must be one line of text')
/** An e-mail address in the form in which addresses are compared. */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .transform((text, context) => {
    const email = readEmail(text)
    if (email !== null) return email
    context.addIssue({ code: 'custom', message: 'must be an e-mail address' })
    return z.NEVER
  })
/** The name of something that is there already, as the portal gave it out. */
export const identifier = line(64).min(1, 'is needed')
