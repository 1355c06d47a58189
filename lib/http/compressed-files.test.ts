import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { compressedFiles } from './compressed-files'

const folder = mkdtempSync(join(tmpdir(), 'kontor-files-'))
mkdirSync(join(folder, 'chunks'))
writeFileSync(join(folder, 'chunks', 'a.js'), 'const a = 1')
writeFileSync(join(folder, 'chunks', 'a.js.br'), brotliCompressSync('const a = 1'))
writeFileSync(join(folder, 'chunks', 'b.js'), 'const b = 1')

const answer = compressedFiles(folder, '/static')
const server = createServer((message, response) => {
  if (!answer(message, message.url ?? '', response)) response.writeHead(404).end()
})
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
const { port } = server.address() as AddressInfo
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const ask = (path: string, encoding?: string, method = 'GET') =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((done, failed) => {
    const headers = encoding === undefined ? {} : { 'accept-encoding': encoding }
    request({ port, path, method, headers }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
    })
      .on('error', failed)
      .end()
  })

test.each(['br', 'gzip, deflate, br, zstd', 'gzip;q=1, br;q=0.5'])(
  'who accepts %s gets the small file',
  async (encoding) => {
    const { status, headers, body } = await ask('/static/chunks/a.js', encoding)
    expect([status, headers['content-encoding'], headers.vary]).toEqual([200, 'br', 'Accept-Encoding'])
    expect(headers['content-type']).toBe('application/javascript; charset=UTF-8')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(brotliDecompressSync(body).toString()).toBe('const a = 1')
  },
)

test.each([undefined, '', 'gzip', 'br;q=0', 'brotli', 'br;q=0.0'])(
  'who accepts %s is left to others',
  async (encoding) => {
    expect((await ask('/static/chunks/a.js', encoding)).status).toBe(404)
  },
)

test.each([
  '/static/chunks/b.js',
  '/static/chunks/a.js.br',
  '/static/../chunks/a.js',
  '/chunks/a.js',
  '/static/chunks',
])('%s is not among them', async (path) => {
  expect((await ask(path, 'br')).status).toBe(404)
})

test('HEAD says what GET would, without the file; nothing else is answered', async () => {
  const { status, headers, body } = await ask('/static/chunks/a.js', 'br', 'HEAD')
  expect([status, headers['content-length'], body.length]).toEqual([
    200,
    String(brotliCompressSync('const a = 1').length),
    0,
  ])
  expect((await ask('/static/chunks/a.js', 'br', 'POST')).status).toBe(404)
})
