import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { usageEvent } from '@/lib/contracts/usage'
import { Refusal } from '@/lib/platform/errors'
import { mostBytes, mostLevels, parse, readJson, readText } from './read-json'

const json = { 'content-type': 'application/json' }
const post = (body: BodyInit | null, headers: Record<string, string> = json): Request =>
  new Request('http://localhost/', { method: 'POST', body, headers, ...({ duplex: 'half' } as object) })

/** A body in pieces, whose length nobody declared, and how much of it was asked for. */
const chunked = (chunks: readonly Uint8Array[]) => {
  const left = [...chunks]
  const asked = { chunks: 0 }
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const chunk = left.shift()
      asked.chunks += 1
      if (chunk) controller.enqueue(chunk)
      else controller.close()
    },
  })
  return { body, asked }
}

const refusal = async (reading: Promise<unknown>): Promise<Pick<Refusal, 'code' | 'status' | 'facts'>> => {
  const met = await reading.then(
    (value) => new Error(`was read: ${String(value).slice(0, 80)}`),
    (error: unknown) => error,
  )
  if (met instanceof Refusal) return { code: met.code, status: met.status, facts: met.facts }
  throw met
}

const megabyte = new Uint8Array(1_048_576).fill(32)

test('a body of two megabytes is too large, whether or not it says so', async () => {
  const expected = { code: 'too_large', status: 413, facts: { limit_bytes: mostBytes } }
  const declared = post(Buffer.concat([megabyte, megabyte]), { ...json, 'content-length': '2097152' })
  expect(await refusal(readJson(declared))).toEqual(expected)
  const silent = post(chunked([megabyte, megabyte]).body)
  expect(silent.headers.has('content-length')).toBe(false)
  expect(await refusal(readJson(silent))).toEqual(expected)
})

test('a body that declares too much is refused unread, and one that lies about it is refused on the way', async () => {
  const large = chunked([megabyte])
  expect(await refusal(readText(post(large.body, { 'content-length': '2097152' })))).toMatchObject({
    code: 'too_large',
  })
  expect(large.asked.chunks).toBeLessThanOrEqual(1)
  const endless = chunked(Array.from({ length: 50 }, () => megabyte))
  expect(await refusal(readText(post(endless.body, { 'content-length': '10' })))).toMatchObject({ code: 'too_large' })
  expect(endless.asked.chunks).toBeLessThanOrEqual(4)
})

test('the limit is inclusive and counts bytes', async () => {
  expect(await readText(post(chunked([megabyte]).body))).toHaveLength(mostBytes)
  expect(await refusal(readText(post(chunked([megabyte, new Uint8Array(1)]).body)))).toMatchObject({
    code: 'too_large',
  })
  expect(await readText(post('éé'), 4)).toBe('éé')
  expect(await refusal(readText(post('ééé'), 5))).toMatchObject({ code: 'too_large' })
})

test('text is the same however its bytes were cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 5 }), async (text, size) => {
      const bytes = new TextEncoder().encode(text)
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.slice(index * size, (index + 1) * size),
      )
      expect(await readText(post(chunked(pieces).body))).toBe(text)
    }),
  )
})

test('every JSON value that can be stored is read as it is', async () => {
  const storable = fc
    .jsonValue({ stringUnit: 'grapheme', maxDepth: 5 })
    .filter((value) => !JSON.stringify(value).includes('\\u0000'))
  await fc.assert(
    fc.asyncProperty(storable, async (value) => {
      const text = JSON.stringify(value)
      expect(await readJson(post(text))).toEqual(JSON.parse(text))
    }),
  )
})

test('an empty body is an empty object, of whatever type', async () => {
  expect(await readJson(post(null, {}))).toEqual({})
  expect(await readJson(post(' \n', { 'content-type': 'text/plain' }))).toEqual({})
})

test.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/problem+json'])(
  'JSON is read as %s',
  async (type) => {
    expect(await readJson(post('{"a":1}', { 'content-type': type }))).toEqual({ a: 1 })
  },
)

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/jsonp',
  'application/json-seq',
  'text/json',
  'x/application/json',
])('a body as %s is refused', async (type) => {
  const met = await refusal(readJson(post('{"a":1}', { 'content-type': type })))
  expect(met).toMatchObject({ code: 'unsupported_media_type', status: 415 })
})

test.each(['{', '{"a":1,}', "{'a':1}", '{"a":01}', 'NaN', '[1', '{"a":1}{', '\u0000', '"\\ud8"', 'undefined'])(
  'malformed JSON is refused: %s',
  async (body) => {
    expect(await refusal(readJson(post(body)))).toMatchObject({ code: 'invalid_json', status: 400 })
  },
)

test.each([
  ['a zero character in a value', '{"a":"x\\u0000"}'],
  ['a zero character in a key', '{"a\\u0000":1}'],
  ['a zero character deep down', '[[{"a":["\\u0000"]}]]'],
  ['half a character first', '{"a":"\\ud83d"}'],
  ['half a character last', '{"a":"x\\ude00"}'],
  ['halves in the wrong order', '{"a":"\\ude00\\ud83d"}'],
  ['half a character in a key', '{"\\ud83d":1}'],
])('%s is refused', async (_, body) => {
  expect(await refusal(readJson(post(body)))).toMatchObject({ code: 'invalid_request', status: 400 })
})

test('a whole character of two halves is read', async () => {
  expect(await readJson(post('{"a":"\\ud83d\\ude00"}'))).toEqual({ a: '😀' })
})

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

test('nesting is bounded, so that no depth that is read breaks what reads it next', async () => {
  const event = (levels: number) => `{"properties":{"deep":${nested(levels)}}}`
  const read = await readJson(post(event(mostLevels - 2)))
  expect(usageEvent.safeParse(read).success).toBe(false)
  for (const levels of [mostLevels - 1, 500, 2000, 2500, 10_000, 400_000]) {
    expect(await refusal(readJson(post(event(levels))))).toMatchObject({ code: 'invalid_json', status: 400 })
  }
})

const shape = z.strictObject({ name: z.string(), inner: z.strictObject({ n: z.number() }).optional() })

test.each([
  [{ name: 'a', nmae: 'b' }, 'nmae'],
  [{ name: 'a', inner: { n: 1, m: 2 } }, 'inner.m'],
])('an unknown field is named with its place: %j', async (value, field) => {
  const met = await refusal(Promise.resolve().then(() => parse(shape, value)))
  expect(met).toMatchObject({ code: 'unknown_field', status: 400, facts: { field } })
})

test('what does not fit is refused with every place as a fact, at most twenty', async () => {
  const two = await refusal(Promise.resolve().then(() => parse(shape, { name: 1, inner: { n: 'x' } })))
  expect(two).toMatchObject({ code: 'invalid_request', facts: { issues: [{ path: 'name' }, { path: 'inner.n' }] } })
  const many = await refusal(Promise.resolve().then(() => parse(z.array(z.string()), Array(50).fill(1))))
  expect(many.facts.issues).toHaveLength(20)
})
