import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { withEmulatorPages } from './emulator-pages'

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A server with an emulator that answers with what it was asked. */
const start = async (serve?: (request: Request) => Promise<Response>) => {
  const echo = async (request: Request): Promise<Response> =>
    new Response(`${request.method} ${request.url} ${await request.text()}`, {
      status: 201,
      headers: { 'content-security-policy': 'its own', 'x-saw': request.headers.get('authorization') ?? '' },
    })
  const answer = withEmulatorPages(serve ?? echo, 'https://billing.example', async (_, response) => {
    response.end('Next')
  })
  server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init)
}

test('the emulator is handed what a browser sends, and answers with its own headers', async () => {
  const ask = await start()
  const answer = await ask('/stripe-emulator/a/b?c=d', {
    method: 'POST',
    headers: { authorization: 'Bearer x' },
    body: 'a card',
  })
  expect(answer.status).toBe(201)
  expect(await answer.text()).toBe('POST https://billing.example/stripe-emulator/a/b?c=d a card')
  expect(answer.headers.get('content-security-policy')).toBe('its own')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('x-saw')).toBe('Bearer x')
  expect((await ask('/stripe-emulator/page', { method: 'HEAD' })).status).toBe(201)
})

test('everything else is left to Next', async () => {
  const ask = await start()
  for (const path of ['/', '/stripe-emulator', '/o/stripe-emulator/x', '/stripe-emulators/x']) {
    expect([path, await (await ask(path)).text()]).toEqual([path, 'Next'])
  }
})

test('a body that is too long is refused, and one that failed is answered as every error is', async () => {
  const ask = await start()
  const body = new ReadableStream({
    pull: (stream) => stream.enqueue(new Uint8Array(600_000)),
  }).pipeThrough(takeOf(3))
  const long = await ask('/stripe-emulator/x', { method: 'POST', body, duplex: 'half' } as RequestInit)
  expect([long.status, (await long.json()).detail.error_code]).toEqual([413, 'too_large'])
  server.close()
  const failing = await start(async () => {
    throw new Error('the store is away')
  })
  const answer = await failing('/stripe-emulator/x')
  expect([answer.status, (await answer.json()).detail.error_code]).toEqual([500, 'internal'])
})

/** So many parts of a stream that would never end. */
const takeOf = (parts: number) => {
  let left = parts
  return new TransformStream({
    transform: (part, controller) => {
      if (left-- > 0) controller.enqueue(part)
      else controller.terminate()
    },
  })
}
