import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlainUsageEvent } from './plain-usage-event'
import { usageEvent } from './usage'

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('a'.repeat(64), 'a'.repeat(200), 'a'.repeat(201), ''),
)
const anything = fc.oneof(text, fc.double(), fc.integer(), fc.constant(null), fc.boolean(), fc.object({ maxDepth: 1 }))
const field = (...usual: readonly (string | number)[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: anything })
const usual = fc.record(
  {
    idempotencyKey: field('k', 'k-1'),
    org: field('acme', 'a-1', 'acme-2', 'A', '-a', 'a\n'),
    meter: field('llm.tokens', 'doc.units', 'a', 'Doc', 'a..b', 'a\n'),
    quantity: field(1, '1.5', 0.1, '2', '-1', 1e20, '1e3', ''),
    occurredAt: field('2026-11-21T09:30:00Z', 1_795_253_400, '1795253400000', '2026-02-30T00:00:00Z', '2026-11-21'),
    resource: field('', 'r'),
    reservation: field('', 'r'),
  },
  { requiredKeys: ['idempotencyKey', 'org', 'meter', 'quantity', 'occurredAt'] },
)
const extra = fc.oneof(fc.record({ properties: field('x') }), fc.record({ other: anything }))
const event = fc.oneof(
  { weight: 4, arbitrary: usual },
  { weight: 1, arbitrary: fc.tuple(usual, extra).map(([value, more]) => ({ ...value, ...more })) },
)

test('what is read as plain, the contract reads the same; what the contract refuses is not plain', () => {
  let plain = 0
  fc.assert(
    fc.property(event, (value) => {
      const read = readPlainUsageEvent(value)
      if (read === null) return
      plain += 1
      const parsed = usageEvent.safeParse(value)
      expect(parsed.success).toBe(true)
      const { at, ...rest } = read
      const { at: same, ...others } = parsed.data ?? { at: null }
      expect(rest).toEqual(others)
      expect(at.toString()).toBe(same?.toString())
    }),
    { numRuns: 20_000 },
  )
  expect(plain).toBeGreaterThan(500)
})

test.each([null, undefined, 1, 'text', [], [{}], {}])('%j is not plain', (value) => {
  expect(readPlainUsageEvent(value)).toBeNull()
})

test('an event as most callers send it is plain', () => {
  const sent = { idempotencyKey: 'k', org: 'acme', meter: 'a.b', quantity: '61.5', occurredAt: '2026-11-21T09:30:00Z' }
  expect(readPlainUsageEvent(sent)?.key).toBe('k')
  expect(readPlainUsageEvent({ ...sent, properties: { a: 1 } })).toBeNull()
})
