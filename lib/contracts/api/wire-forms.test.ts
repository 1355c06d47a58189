import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeApi } from '@/app/api/openapi.json/describe-api'
import { apiValidator } from '@/e2e/api-validator'
import { refTo, schemaWriter } from './schemas'
import { type JsonSchema, wireForms } from './wire-forms'

const validates = apiValidator(describeApi('https://billing.example'))

const digits = (most: number) => fc.array(fc.constantFrom(...'0123456789'), { minLength: 1, maxLength: most })
const numeric = fc
  .tuple(digits(14), fc.option(digits(9)))
  .map(([whole, part]) => [whole.join(''), ...(part ? [part.join('')] : [])].join('.'))
const instant = fc
  .date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString())
const name = fc.string({ unit: fc.constantFrom(...'ab9-._Z '), maxLength: 8 })
const anyValue = fc.oneof(
  numeric,
  instant,
  instant.map((at) => at.slice(0, 10)),
  instant.map((at) => at.slice(0, 7)),
  name,
  fc.nat(),
  fc.constantFrom<unknown>(-1, 0.5, 1e13, 1e14, 9e18, 1e19, '2026-02-30', '2026-13', '', null, true, []),
)

const { form: write } = schemaWriter([])
const named = wireForms.map(({ name, schema }) => [name, { schema, json: write(name) }] as const)

test.each(named)('what %s describes is what its contract takes, for any value', (_, { schema, json }) => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const described = validates(json, value).length === 0
      if (described) expect([value, schema.safeParse(value).success]).toEqual([value, true])
    }),
    { numRuns: 2000 },
  )
  for (const example of json.examples as unknown[]) expect(schema.safeParse(example).success).toBe(true)
})

test.each(named)('what the contract of %s refuses is not described as welcome, nor the other way round', (_, form) => {
  const { schema, json } = form
  // Spellings that are understood although nobody is told to send them.
  const lenient = (value: unknown) => typeof value === 'string' && /^\s|\s$|^\.|\.$|^\d+\.\d{10,}$/.test(value)
  fc.assert(
    fc.property(anyValue, (value) => {
      if (lenient(value)) return
      expect([value, validates(json, value).length === 0]).toEqual([value, schema.safeParse(value).success])
    }),
    { numRuns: 2000 },
  )
})

test('an example that does not fit is found, in a field, behind a reference and in a list', () => {
  const event = { idempotencyKey: 'k', org: 'acme', meter: 'doc.pages', quantity: 1, occurredAt: 1 }
  const usage: JsonSchema = refTo('UsageRequest')
  expect(validates(usage, { events: [event] })).toEqual([])
  expect(validates(usage, { events: [{ ...event, org: 'Acme Inc' }] })).not.toEqual([])
  expect(validates(usage, { ...event, extra: 1 })).not.toEqual([])
  const { quantity: _, ...without } = event
  expect(validates(usage, [without])).not.toEqual([])
  expect(
    validates(refTo('Health'), { status: 'ok', database: 'reachable', migrations: 'current', pending: [], more: 1 }),
  ).not.toEqual([])
})
