import { expect, test } from 'vitest'
import { formatDecimal } from '@/lib/core/money/decimal'
import { readJson } from './read-json'
import { readUsage } from './usage'

/** The quantity of an event whose body is written like this, or why it is refused. */
const sent = async (json: string): Promise<string> => {
  const rest = '"idempotencyKey":"k","org":"acme","meter":"doc.pages","occurredAt":"2026-11-20T09:30:00Z"'
  const body = `{"events":[{${rest},"quantity":1},{"quantity": ${json},${rest}}]}`
  const headers = { 'content-type': 'application/json' }
  const read = (await readJson(new Request('http://localhost/', { method: 'POST', body, headers }))) as {
    events: unknown[]
  }
  const [first, item] = readUsage(read.events)
  expect(first?.refusal).toBeNull()
  if (item?.event) return formatDecimal(item.event.quantity, 12, 0)
  return `${item?.refusal.code}: ${item?.refusal.sentence}`
}

test.each([
  ['0.30000000000000004', '0.3'],
  ['0.00022500000000000002', '0.000225'],
  ['2.4899999999999997e-05', '0.0000249'],
  ['"12345678901234.567891"', '12345678901234.567891'],
  ['"9007199254740993"', '9007199254740993'],
  ['1e-7', '0.0000001'],
  ['1.50', '1.5'],
])('the quantity %s is read as %s', async (json, right) => {
  expect(await sent(json)).toBe(right)
})

test.each([
  [
    '9007199254740993',
    /^invalid_quantity: 9007199254740993 has more digits than a JSON number carries; send it as text/,
  ],
  ['12345678901234.567891', /^invalid_quantity: 12345678901234\.567891 has more digits .* send it as text/],
  ['1.0000000000000000001', /^invalid_quantity: .* send it as text/],
  ['-1', /^invalid_quantity: A quantity cannot be negative/],
  ['1e27', /^invalid_quantity: The quantity is too large: it must be below 10000000000000000\.$/],
  ['"1,5"', /^invalid_quantity: "1,5" is no quantity: send digits, with a point/],
  ['[9007199254740993]', /^invalid_request/],
])('the quantity %s is refused with what to do', async (json, right) => {
  expect(await sent(json)).toMatch(right)
})
