import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type KeptPages, keptPages } from './kept-pages'

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A server that keeps one page; what is not kept is made each time. */
const start = async (page: (nonce: string) => string, status = () => 200) => {
  const made: string[] = []
  let kept: KeptPages | undefined
  server = createServer(async (message, response) => {
    const path = message.url?.split('?')[0] ?? ''
    if (await kept?.answer(message, response, path)) return
    const nonce = `n${made.push(path)}/+=`
    response.writeHead(status(), { 'content-security-policy': `script-src 'nonce-${nonce}'`, 'x-also': 'this' })
    response.end(page(nonce))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  kept = keptPages({ hostname: '127.0.0.1', port }, ['/kept'])
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers })
  return { made, ask, kept }
}
const nonceOf = (answer: Response): string =>
  /'nonce-(.+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? ''

test('a page is made once, however many ask for it at once and whatever they add to its address', async () => {
  const { made, ask, kept } = await start((nonce) => `<script nonce="${nonce}">1</script><b nonce="${nonce}">ü</b>`)
  await kept.warm()
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(`/kept?x=${index}`)))
  expect(made).toEqual(['/kept'])
  const nonces = answers.map(nonceOf)
  expect(new Set(nonces).size).toBe(20)
  for (const [index, answer] of answers.entries()) {
    const nonce = nonces[index]
    expect(await answer.text()).toBe(`<script nonce="${nonce}">1</script><b nonce="${nonce}">ü</b>`)
    expect(answer.headers.get('x-also')).toBe('this')
  }
})

test('it has the theme of who reads it', async () => {
  const { ask } = await start((nonce) => `<html data-theme="system"><i>system</i>{data-theme\\":\\"system\\"}${nonce}`)
  const read = async (cookie: string) => (await (await ask('/kept', { cookie })).text()).replace(/}.*/, '')
  expect(await read('a=b; kontor-theme=dark')).toBe('<html data-theme="dark"><i>system</i>{data-theme\\":\\"dark\\"')
  expect(await read('kontor-theme=<script>')).toContain('data-theme="system"')
})

test('it is packed for those who take it so, and sent as it is to others', async () => {
  const { ask, made } = await start((nonce) => `${'long '.repeat(10_000)}${nonce}`)
  const packed = await ask('/kept', { 'accept-encoding': 'gzip' })
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(1_000)
  expect(await packed.text()).toBe(`${'long '.repeat(10_000)}${nonceOf(packed)}`)
  const plain = await ask('/kept', { 'accept-encoding': 'gzip;q=0, identity' })
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(await plain.text()).toBe(`${'long '.repeat(10_000)}${nonceOf(plain)}`)
  expect(made).toHaveLength(1)
})

test('who comes from another page is sent to load the whole of it', async () => {
  const { ask, made } = await start((nonce) => nonce)
  const answer = await ask('/kept?_rsc=1', { rsc: '1' })
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '',
  ])
  expect(made).toHaveLength(1)
})

test('a page that could not be made is not kept, and one that is not to be kept is made each time', async () => {
  let status = 500
  const { ask, made } = await start(
    (nonce) => nonce,
    () => status,
  )
  expect((await ask('/kept')).status).toBe(500)
  status = 200
  expect((await ask('/kept')).status).toBe(200)
  expect((await ask('/kept')).status).toBe(200)
  expect(made).toHaveLength(3)
  await ask('/other')
  await ask('/other')
  expect(made).toHaveLength(5)
})
