import { expect, test } from 'vitest'
import { describeApi } from '@/app/api/openapi.json/describe-api'
import { curlExample } from './curl-example'
import { fieldRows, typeOf } from './schema-fields'

const url = 'https://billing.example'
const document = describeApi(url)
const { schemas } = document.components

test.each([
  [{ type: 'string' }, 'text'],
  [{ type: 'string', minLength: 1, maxLength: 200 }, 'text, 1 to 200 characters'],
  [{ type: 'string', maxLength: 9 }, 'text, at most 9 characters'],
  [{ type: 'string', format: 'date-time' }, 'time'],
  [{ type: 'integer', minimum: 0 }, 'whole number, at least 0'],
  [{ type: 'number', minimum: 0, exclusiveMaximum: 10 }, 'number, at least 0, below 10'],
  [{ type: ['string', 'null'] }, 'text or null'],
  [{ enum: ['a', 'b'] }, 'a | b'],
  [{ const: 'event' }, '"event"'],
  [{ type: 'array', items: { type: 'boolean' }, maxItems: 3 }, 'list of true or false, at most 3'],
  [{}, 'anything'],
])('%j is said in words', (schema, text) => {
  expect(typeOf(schema)).toEqual({ text, leadsTo: null })
})

test('a type that has a name leads to it, also in a list or a choice', () => {
  const named = { $ref: '#/components/schemas/Tenant' }
  expect(typeOf(named)).toEqual({ text: 'Tenant', leadsTo: 'Tenant' })
  expect(typeOf({ type: 'array', items: named })).toEqual({ text: 'list of Tenant', leadsTo: 'Tenant' })
  expect(typeOf({ anyOf: [named, { type: 'null' }] })).toEqual({ text: 'Tenant or null', leadsTo: 'Tenant' })
})

test('the fields of nested objects and lists follow their parent, with the word of the schema they refer to', () => {
  const paths = fieldRows(schemas.BackfillRequest ?? {}, schemas).map(({ path, required }) => [path, required])
  expect(paths).toContainEqual(['items', true])
  expect(paths).toContainEqual(['items[].metadata.name', true])
  expect(paths).toContainEqual(['items[].status.suspendedAt', false])
  const silent = Object.values(schemas).flatMap((schema) =>
    fieldRows(schema, schemas).filter((row) => row.description === ''),
  )
  expect(silent).toEqual([])
})

test('the command of an operation carries address, key and example, quoted for a shell', () => {
  const path = '/api/v1/tenants/{name}'
  const operation = document.paths[path]?.patch
  if (!operation) throw new Error('there is no such operation')
  expect(curlExample({ url, method: 'patch', path, operation })).toBe(
    [
      "curl -X PATCH 'https://billing.example/api/v1/tenants/acme-prod'",
      '-H "Authorization: Bearer $KONTOR_API_KEY"',
      "-H 'Content-Type: application/json'",
      `-d '{\n    "packages": [\n      "translate"\n    ],\n    "occurredAt": "2026-11-21T09:30:00Z"\n  }'`,
    ].join(' \\\n  '),
  )
  const quote = {
    ...operation,
    requestBody: {
      required: true,
      content: { 'application/json': { examples: { a: { summary: 'a', value: "it's" } } } },
    },
  }
  expect(curlExample({ url, method: 'patch', path, operation: quote })).toContain(`-d '"it'\\''s"'`)
})
