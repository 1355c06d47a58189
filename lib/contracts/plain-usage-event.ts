import type { z } from 'zod'
import { readTimestamp } from '@/lib/core/time/epoch'
import { readQuantity } from '@/lib/core/usage/quantity'
import type { usageEvent } from './usage'

type Event = z.output<typeof usageEvent>

const org = /^[a-z0-9][a-z0-9-]{0,62}$/
const meter = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/
const fields: ReadonlySet<string> = new Set([
  'idempotencyKey',
  'org',
  'meter',
  'quantity',
  'occurredAt',
  'resource',
  'reservation',
])

const isText = (value: unknown, least: number, most: number): value is string =>
  typeof value === 'string' && value.length >= least && value.length <= most

const isNumberOrText = (value: unknown): value is number | string =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))

/**
 * Reads a usage event as most of them come, in a fifth of the time that the contract takes. Null where it has anything
 * else, or anything wrong: then the contract reads it, or says what is wrong. What is read here, the contract reads the
 * same.
 */
export const readPlainUsageEvent = (value: unknown): Event | null => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  for (const name of Object.keys(value)) if (!fields.has(name)) return null
  const given = value as Readonly<Record<string, unknown>>
  const { idempotencyKey: key, resource = '', reservation = '' } = given
  if (!isText(key, 1, 200) || !isText(resource, 0, 200) || !isText(reservation, 0, 200)) return null
  if (!isText(given.org, 1, 63) || !org.test(given.org)) return null
  if (!isText(given.meter, 1, 64) || !meter.test(given.meter)) return null
  if (!isNumberOrText(given.quantity) || !isNumberOrText(given.occurredAt)) return null
  const quantity = readQuantity(given.quantity)
  if (typeof quantity !== 'bigint') return null
  const at = readTimestamp(given.occurredAt)
  if ('refused' in at) return null
  return { org: given.org, meter: given.meter, quantity, resource, reservation, key, at }
}
