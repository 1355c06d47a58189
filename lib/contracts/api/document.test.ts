import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { describeApi } from '@/app/api/openapi.json/describe-api'
import { apiValidator } from '@/e2e/api-validator'
import { routes } from './routes'
import type { JsonSchema } from './wire-forms'

const url = 'https://billing.example'
const document = describeApi(url)
const validates = apiValidator(document)

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document) as unknown as Record<string, unknown>)
  expect(errors).toBeUndefined()
  expect([valid, validator.version]).toEqual([true, '3.1'])
})

test('the same routes give the same document, byte for byte', () => {
  expect(JSON.stringify(describeApi(url))).toBe(JSON.stringify(document))
})

test('operations have unique names, and a path no other parameters than its own', () => {
  expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length)
  for (const { path, parameters = {} } of routes) {
    expect(Object.keys(parameters).sort(), path).toEqual([...path.matchAll(/{(\w+)}/g)].map(([, name]) => name).sort())
  }
})

test('every reference leads somewhere, and every schema is referred to', () => {
  const text = JSON.stringify(document)
  const refs = new Set(
    [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g)].map(([, kind, name]) => `${kind} ${name}`),
  )
  const { schemas, parameters, headers } = document.components
  const there = Object.entries({ schemas, parameters, headers }).flatMap(([kind, named]) =>
    Object.keys(named).map((name) => `${kind} ${name}`),
  )
  expect([...refs].filter((ref) => !there.includes(ref))).toEqual([])
  expect(there.filter((name) => name.startsWith('schemas ') && !refs.has(name))).toEqual([])
  expect(text).not.toMatch(/\$defs|__schema/)
})

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
)

test.each(operations)('every example of $name fits its schema', ({ operation }) => {
  const contents = [operation.requestBody?.content, ...Object.values(operation.responses).map(({ content }) => content)]
  for (const media of contents.flatMap((content) => Object.values(content ?? {}))) {
    for (const { summary, value } of Object.values(media.examples ?? {})) {
      expect(validates(media.schema ?? {}, value), summary).toEqual([])
    }
  }
  for (const parameter of operation.parameters) {
    if ('$ref' in parameter) continue
    expect(validates(parameter.schema, parameter.example), parameter.name).toEqual([])
  }
})

/** Fields without a word about them: the path of each. */
const silent = (schema: JsonSchema, at: string): string[] => {
  const fields = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
  const inner = fields.flatMap(([name, field]) => [
    ...(field.description === undefined && field.$ref === undefined ? [`${at}.${name}`] : []),
    ...silent(field, `${at}.${name}`),
  ])
  const choices = (schema.anyOf ?? []) as JsonSchema[]
  inner.push(...choices.flatMap((choice, index) => silent(choice, `${at}<${index}>`)))
  return [...inner, ...(schema.items ? silent(schema.items as JsonSchema, `${at}[]`) : [])]
}

test('every schema and every field is described', () => {
  const { schemas } = document.components
  expect(Object.entries(schemas).flatMap(([name, schema]) => silent(schema, name))).toEqual([])
  expect(Object.keys(schemas).filter((name) => schemas[name]?.description === undefined)).toEqual([])
})

test('the document says the version of the project', () => {
  expect(document.info.version).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version)
})
