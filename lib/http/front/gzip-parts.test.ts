import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedPart, gzipParts } from './gzip-parts'

test('fixed parts and what stands between them are unpacked to the whole document', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 })
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), text, async (texts, between) => {
      const parts = await Promise.all(texts.map((each) => fixedPart(Buffer.from(each))))
      const gaps = parts.slice(1).map(() => Buffer.from(between))
      const packed = Buffer.concat(gzipParts(parts, gaps))
      expect(gunzipSync(packed).toString()).toBe(texts.join(between))
    }),
  )
})

test('a long document is packed well, whatever stands between its parts', async () => {
  const half = Buffer.from('the same again and again, '.repeat(20_000))
  const parts = await Promise.all([half, half].map(fixedPart))
  const packed = Buffer.concat(gzipParts(parts, [Buffer.from('nonce')]))
  expect(gunzipSync(packed).equals(Buffer.concat([half, Buffer.from('nonce'), half]))).toBe(true)
  expect(packed.length).toBeLessThan(half.length / 50)
})
