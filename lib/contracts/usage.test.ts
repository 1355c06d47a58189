import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LongNumber } from '@/lib/core/money/wire-number'
import { isRefused } from '@/lib/core/refusal'
import { readTimestamp } from '@/lib/core/time/epoch'
import { readQuantity } from '@/lib/core/usage/quantity'
import { readUsage } from '@/lib/http/usage'
import { mostEvents, usageBatch, usageEvent } from './usage'

const event = {
  idempotencyKey: 'k-1',
  org: 'acme',
  meter: 'llm.input_tokens',
  quantity: 1200,
  occurredAt: 1_774_746_000,
}
type Raw = Record<string, unknown>
const with_ = (fields: Raw): Raw => ({ ...event, ...fields })
const without = (field: string): Raw => Object.fromEntries(Object.entries(event).filter(([key]) => key !== field))
const codeOf = (value: unknown) => readUsage([value])[0]?.refusal?.code ?? null

test('an event is read with exact quantity and instant, and resource and reservation are empty where none is named', () => {
  const { key, org, meter, quantity, at, resource, reservation, ...rest } = usageEvent.parse(event)
  expect([key, org, meter, quantity, at.toString(), resource, reservation]).toEqual([
    'k-1',
    'acme',
    'llm.input_tokens',
    1_200n * 10n ** 12n,
    '2026-03-29T01:00:00Z',
    '',
    '',
  ])
  expect(rest).toEqual({})
})

test('whatever quantity and time the core reads, the contract reads the same', () => {
  const quantities = fc.oneof(
    fc.nat(Number.MAX_SAFE_INTEGER),
    fc.nat(10 ** 9).map(String),
    fc.constantFrom('0.5', '1e3', '-1', '1,5', ''),
  )
  const times = fc.oneof(
    fc.nat(Number.MAX_SAFE_INTEGER),
    fc.constantFrom('2026-03-29T01:00:00Z', '2026-03-29', '1774746000', ''),
  )
  fc.assert(
    fc.property(quantities, times, (quantity, occurredAt) => {
      const [read, instant] = [readQuantity(quantity), readTimestamp(occurredAt)]
      const result = usageEvent.safeParse(with_({ quantity, occurredAt }))
      expect(result.success).toBe(!isRefused(read) && !isRefused(instant))
      if (!result.success || isRefused(instant)) return
      expect([result.data.quantity, result.data.at.epochNanoseconds]).toEqual([read, instant.epochNanoseconds])
    }),
  )
})

test.each([
  ['a quantity that is negative', with_({ quantity: -1 }), 'invalid_quantity'],
  ['a quantity with thirteen decimals', with_({ quantity: '0.0000000000001' }), 'invalid_quantity'],
  ['a quantity of seventeen digits', with_({ quantity: 1e16 }), 'invalid_quantity'],
  ['a number that has too many digits', with_({ quantity: new LongNumber('9007199254740993') }), 'invalid_quantity'],
  ['such a number elsewhere', with_({ resource: new LongNumber('9007199254740993') }), 'invalid_request'],
  ['a time without a zone', with_({ occurredAt: '2026-03-29T01:00:00' }), 'invalid_timestamp'],
  ['a time that is negative', with_({ occurredAt: -1 }), 'invalid_timestamp'],
  ['an unknown field', with_({ quantiy: 1 }), 'unknown_field'],
  ['an empty key', with_({ idempotencyKey: '' }), 'invalid_request'],
  ['a key that is too long', with_({ idempotencyKey: 'k'.repeat(201) }), 'invalid_request'],
  ['an org that is no slug', with_({ org: 'Acme Inc' }), 'invalid_request'],
  ['a meter that is no name', with_({ meter: 'llm..tokens' }), 'invalid_request'],
  ['a resource that is too long', with_({ resource: 'r'.repeat(201) }), 'invalid_request'],
  ['no quantity', without('quantity'), 'invalid_request'],
  ['no time', without('occurredAt'), 'invalid_request'],
  ['no key', without('idempotencyKey'), 'invalid_request'],
  ['no org', without('org'), 'invalid_request'],
  ['text', 'event', 'invalid_request'],
  ['nothing', null, 'invalid_request'],
  ['a list', [event], 'invalid_request'],
])('%s is refused', (_, value, code) => {
  expect(codeOf(value)).toBe(code)
})

test('a time keeps nanoseconds that a double would lose, and properties are what JSON says', () => {
  const read = usageEvent.parse(
    with_({
      occurredAt: new LongNumber('1774746000123456789'),
      properties: { job: new LongNumber('9007199254740993'), list: [{ a: 1 }] },
    }),
  )
  expect(read.at.toString()).toBe('2026-03-29T01:00:00.123456789Z')
  expect(read.properties).toEqual({ job: 9007199254740992, list: [{ a: 1 }] })
})

test('an unknown field is named', () => {
  expect(readUsage([with_({ quantiy: 1 })])[0]?.refusal?.facts).toMatchObject({ field: 'quantiy' })
})

test('the largest quantity is read to its last digit as text, and one more is too large in either form', () => {
  expect(usageEvent.parse(with_({ quantity: '9999999999999999.999999999999' })).quantity).toBe(10n ** 28n - 1n)
  for (const quantity of ['10000000000000000', 1e16, 2 ** 54, 1e27, 1e300]) {
    expect(readUsage([with_({ quantity })])[0]?.refusal?.sentence).toBe(
      'The quantity is too large: it must be below 10000000000000000.',
    )
  }
})

test('each bad item has its own error under its own key, and the good ones are read', () => {
  const kinds = fc.constantFrom('good', 'quantity', 'field', 'junk')
  const make = (kind: string, index: number): unknown => {
    if (kind === 'junk') return index
    const own = with_({ idempotencyKey: `k-${index}` })
    if (kind === 'quantity') return { ...own, quantity: -index - 1 }
    return kind === 'field' ? { ...own, extra: true } : own
  }
  const codes: Record<string, string | null> = {
    good: null,
    quantity: 'invalid_quantity',
    field: 'unknown_field',
    junk: 'invalid_request',
  }
  fc.assert(
    fc.property(fc.array(kinds, { maxLength: 30 }), (batch) => {
      const items = readUsage(batch.map(make))
      expect(items.map(({ refusal }) => refusal?.code ?? null)).toEqual(batch.map((kind) => codes[kind]))
      expect(items.map(({ key }) => key)).toEqual(batch.map((kind, index) => (kind === 'junk' ? null : `k-${index}`)))
      for (const { event: read, key } of items) if (read) expect(read.key).toBe(key)
    }),
  )
})

test('any value at all is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...Object.keys(event), 'properties'), fc.jsonValue()),
      (value, fields) => {
        expect(readUsage([value, with_(fields)])).toHaveLength(2)
      },
    ),
  )
})

test(`a batch has 1 to ${mostEvents} events`, () => {
  const batch = (length: number) => usageBatch.safeParse({ events: Array(length).fill(event) }).success
  expect([batch(0), batch(1), batch(mostEvents), batch(mostEvents + 1)]).toEqual([false, true, true, false])
})
