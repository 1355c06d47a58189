import type { z } from 'zod'
import { civilDay, civilMonth, meterName, orgSlug, packageName, tenantName, timestamp } from '@/lib/contracts/common'
import { usageEvent } from '@/lib/contracts/usage'

export type JsonSchema = { readonly [keyword: string]: unknown }
export type WireForm = {
  readonly name: string
  readonly schema: z.ZodType
  /** Added to what zod knows of the schema; with a type of its own (`type`, `anyOf`) it takes its place. */
  readonly json: JsonSchema
}

/** Values with a name; where a contract reads, refines or transforms them, what may be sent as JSON Schema says it. */
export const wireForms: readonly WireForm[] = [
  {
    name: 'Timestamp',
    schema: timestamp,
    json: {
      description:
        'A time with its zone, or an epoch number in seconds, milliseconds, microseconds or nanoseconds, also as text; ' +
        'its size tells which. From 1970 on.',
      anyOf: [
        { type: 'string', format: 'date-time' },
        { type: 'string', pattern: '^\\d{1,19}(\\.\\d{1,9})?$' },
        { type: 'number', minimum: 0, maximum: 9e18 },
      ],
      examples: ['2026-11-21T09:30:00Z', 1795253400],
    },
  },
  {
    name: 'Quantity',
    schema: usageEvent.in.shape.quantity,
    json: {
      description:
        'A measured amount: not negative, at most twelve decimals. Text is exact. A number counts as its shortest decimal, ' +
        'rounded to twelve places and without what binary arithmetic leaves in its last digits (0.30000000000000004 is ' +
        '0.3); one with more digits than a double carries is refused: send it as text.',
      anyOf: [
        { type: 'string', pattern: '^\\d{1,16}(\\.\\d{1,12})?$' },
        { type: 'number', minimum: 0, exclusiveMaximum: 1e16 },
      ],
      examples: ['0.25', 1200],
    },
  },
  {
    name: 'Org',
    schema: orgSlug,
    json: { description: 'An organization, by its slug.', examples: ['acme'] },
  },
  {
    name: 'TenantName',
    schema: tenantName,
    json: {
      description:
        'A tenant, named as Kubernetes names objects: by its name, or by namespace and name. In an address the slash is ' +
        'written %2F.',
      examples: ['acme-prod', 'acme/prod'],
    },
  },
  {
    name: 'PackageName',
    schema: packageName,
    json: { description: 'An optional package of a tenant.', examples: ['ocr'] },
  },
  {
    name: 'MeterName',
    schema: meterName,
    json: {
      description: 'A measure with its unit, as the price book names it.',
      examples: ['llm.input_tokens'],
    },
  },
  {
    name: 'Day',
    schema: civilDay,
    json: { description: 'A day of the calendar.', type: 'string', format: 'date', examples: ['2026-10-31'] },
  },
  {
    name: 'Month',
    schema: civilMonth,
    json: {
      description: 'A month of the calendar.',
      type: 'string',
      pattern: '^\\d{4}-(0[1-9]|1[0-2])$',
      examples: ['2026-10'],
    },
  },
]
