import { expect, test } from 'vitest'
import { z } from 'zod'
import { mostCharacters } from '@/lib/core/text/most-characters'

/** What callers and forms send, by name of the file and the schema. */
const files = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts'], { eager: true })
const sent = Object.entries(files).flatMap(([file, schemas]) =>
  Object.entries(schemas).flatMap(([name, schema]) =>
    schema instanceof z.ZodType && /(Request|Input|Form|Query|Event)$/.test(name)
      ? [[`${file} ${name}`, schema] as const]
      : [],
  ),
)

type Json = { readonly [key: string]: unknown }
const parts = (value: unknown, path = ''): [path: string, part: Json][] =>
  typeof value !== 'object' || value === null
    ? []
    : [
        [path, value as Json],
        ...Object.entries(value).flatMap(([key, part]) =>
          key === 'propertyNames' ? [] : parts(part, `${path}.${key}`),
        ),
      ]

/** Kept in a column for large numbers, or read by a function that bounds it. */
const larger = /bytes|pages|quantity|scale|At\b|Timestamp|effectiveFrom|effectiveUntil|\$defs/

test.each(sent)('every whole number of %s fits the column that it is compared with', (_, schema) => {
  for (const [path, { type, maximum }] of parts(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))) {
    if (type !== 'integer' && type !== 'number') continue
    if (larger.test(path)) continue
    expect([path, Number(maximum) <= 2_147_483_647]).toEqual([path, true])
  }
})

test('there is something to look at', () => {
  expect(sent.length).toBeGreaterThan(30)
})

const schemaOf = (file: string, name: string): z.ZodType => {
  const schema = files[`./${file}.ts`]?.[name]
  if (!(schema instanceof z.ZodType)) throw new Error(`no ${name}`)
  return schema
}

const draft = {
  book: 'standard',
  currency: 'CHF',
  expected: 0,
  baseVersion: 0,
  effectiveFrom: '2026-12-01',
  note: '',
  monthlyFee: '1.00',
  setupFee: '0.00',
  skills: [],
  meters: [],
}

test('every skill and meter that can be recorded can be priced', () => {
  const skill = 'a'.repeat(mostCharacters.package)
  const meter = `a.${'b'.repeat(mostCharacters.meter - 2)}`
  const tenant = { org: 'acme', name: 'acme-prod', packages: [skill] }
  expect(schemaOf('tenants', 'createTenantRequest').safeParse(tenant).success).toBe(true)
  const longer = { ...tenant, packages: [`${skill}a`] }
  expect(schemaOf('tenants', 'createTenantRequest').safeParse(longer).success).toBe(false)
  const event = { idempotencyKey: 'k', org: 'acme', meter, quantity: 1, occurredAt: '2026-11-01T00:00:00Z' }
  expect(schemaOf('usage', 'usageEvent').safeParse(event).success).toBe(true)
  const priced = {
    ...draft,
    skills: [{ name: skill, pricePerDay: '1' }],
    meters: [{ meter, unit: 'u'.repeat(mostCharacters.unit), price: '1' }],
  }
  expect(schemaOf('price-drafts', 'saveDraftInput').safeParse(priced).success).toBe(true)
})

test('days and months that the database has no place for are refused', () => {
  for (const [day, takes] of [
    ['0000-01-01', false],
    ['0001-01-01', true],
    ['9999-12-31', true],
  ] as const) {
    expect(schemaOf('price-drafts', 'saveDraftInput').safeParse({ ...draft, effectiveFrom: day }).success).toBe(takes)
    expect(schemaOf('common', 'civilMonth').safeParse(day.slice(0, 7)).success).toBe(takes)
  }
})

test('prices are what can be charged, and ratios leave room for the units of the dearest event', () => {
  const plan = {
    plan: 'team',
    name: 'Team',
    version: 1,
    quota: '100',
    currency: 'CHF',
    priceMonthly: '0',
    priceAnnual: '999999.99',
    ceilings: { maxMemoryMb: 1024, maxVcpus: 2 },
  }
  const takes = (change: object): boolean =>
    schemaOf('plans', 'publishPlanRequest').safeParse({ ...plan, ...change }).success
  expect(takes({})).toBe(true)
  expect(takes({ priceMonthly: '0.49' })).toBe(false)
  expect(takes({ priceAnnual: '1000000.00' })).toBe(false)
  expect(takes({ ratios: { perCost: '1000000' } })).toBe(true)
  expect(takes({ ratios: { perCost: '1000000.000000000001' } })).toBe(false)
})
