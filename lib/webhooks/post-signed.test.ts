import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Temporal } from 'temporal-polyfill'
import { afterAll, expect, test } from 'vitest'
import { postSigned } from './post-signed'
import { isRefusedAddress } from './refused-address'
import { newSigningSecret } from './signing-key'
import { verifyMessage } from './verify-message'

type Answer = (response: ServerResponse, request: IncomingMessage) => void
type Seen = { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string }

const seen: Seen[] = []
let answer: Answer = (response) => response.end()
const server: Server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString('utf8')
  seen.push({ path: request.url ?? '', headers: request.headers, body })
  answer(response, request)
})
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
const { port } = server.address() as AddressInfo
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const secret = newSigningSecret()
const now = Temporal.Instant.from('2026-11-21T10:00:00Z')
const post = (url = `http://127.0.0.1:${port}/commands`, timeoutMs = 5_000) =>
  postSigned({ url, secret, id: 'cmd_acme_1', body: '{"größe":1}', now, timeoutMs })

test('the receiver can verify what arrives, by address or by name', async () => {
  for (const host of ['127.0.0.1', 'localhost']) {
    answer = (response) => response.writeHead(204).end()
    seen.length = 0
    expect(await post(`http://${host}:${port}/commands?of=kontor`)).toMatchObject({ status: 204, text: '' })
    expect(seen).toHaveLength(1)
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = seen
    expect([path, body, headers['content-type']]).toEqual(['/commands?of=kontor', '{"größe":1}', 'application/json'])
    expect(verifyMessage({ secret, headers, body, now })).toEqual({ id: 'cmd_acme_1' })
  }
})

test('a redirect is an answer and is not followed', async () => {
  seen.length = 0
  answer = (response) => response.writeHead(301, { location: `http://127.0.0.1:${port}/elsewhere` }).end('moved')
  expect(await post()).toMatchObject({ status: 301, text: '' })
  expect(seen.map(({ path }) => path)).toEqual(['/commands'])
})

test('of an answer nothing is kept but its status, however long it is', async () => {
  answer = (response) => response.writeHead(500).end(`the password is ${'x'.repeat(5_000_000)}`)
  expect(await post()).toMatchObject({ status: 500, text: '' })
})

test('who does not answer, closes the connection or is not there has no status, and it is said why', async () => {
  answer = () => {}
  const silent = await post(undefined, 200)
  expect(silent).toMatchObject({ status: null, text: 'No answer within 200 ms.' })
  expect(silent.tookMs).toBeGreaterThan(190)
  answer = (_, request) => request.socket.destroy()
  expect(await post()).toMatchObject({ status: null, text: expect.stringMatching(/socket hang up|ECONNRESET/) })
  expect(await post('http://127.0.0.1:1/')).toMatchObject({ status: null, text: expect.stringContaining('REFUSED') })
  expect((await post('http://no-such-name.invalid/')).status).toBeNull()
})

test('a status counts although the rest of the answer never comes', async () => {
  answer = (response) => response.writeHead(200).write('half')
  expect(await post(undefined, 300)).toMatchObject({ status: 200, text: '' })
  answer = (response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half')
    setTimeout(() => response.destroy(), 20)
  }
  expect(await post()).toMatchObject({ status: 200, text: '' })
})

const neverSent = [
  'ftp://127.0.0.1/',
  'file:///etc/passwd',
  'not a url',
  'http://user:pass@127.0.0.1/',
  'http://127.0.0.1/#here',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/', // the same address, in one number
  'http://0xa9fea9fe/',
  'http://[::ffff:169.254.169.254]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[2002:a9fe:a9fe::1]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/',
  'http://[::]/',
  'http://0.0.0.0/',
  'http://0/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[ff02::1]/',
  'http://168.63.129.16/',
  'http://100.100.100.200/',
  'http://0251.0376.0251.0376/', // octal
  'http://169.254.43518/', // in three parts
  'http://169.254.169.254./',
  'http://[::a9fe:a9fe]/',
  'http://[::ffff:0:a9fe:a9fe]/',
  'http://[64:ff9b:1::a9fe:a9fe]/',
  'http://[2001:0:a9fe:a9fe::1]/',
  'http://１６９.254.169.254/', // full-width digits
]

test.each(neverSent)('nothing is sent to %s', async (url) => {
  seen.length = 0
  const answered = await post(url.replace('127.0.0.1', `127.0.0.1:${port}`))
  expect(answered.status).toBeNull()
  expect(answered.text).toMatch(/Nothing is sent|no URL|must start|may not/)
  expect(seen).toEqual([])
})

const within = <Answer>(networks: string, act: () => Answer): Answer => {
  const before = process.env.KONTOR_PRIVATE_TARGETS
  const restore = (): void => {
    process.env.KONTOR_PRIVATE_TARGETS = before
  }
  process.env.KONTOR_PRIVATE_TARGETS = networks
  const answered = act()
  if (!(answered instanceof Promise)) restore()
  return answered instanceof Promise ? (answered.finally(restore) as Answer) : answered
}
const privateOnes = [
  '10.0.0.1',
  '172.16.3.4',
  '192.168.1.1',
  '127.0.0.1',
  '127.1.2.3',
  '100.64.0.1',
  '::1',
  '::ffff:10.0.0.1',
  '::7f00:1',
  'fd12:3456::1',
]

test('private networks and this machine are reachable only if the deployment allows them', () => {
  expect(within('', () => privateOnes.filter((each) => !isRefusedAddress(each)))).toEqual([])
  expect(within('10.0.0.0/8 , fd12::/16', () => privateOnes.filter((each) => !isRefusedAddress(each)))).toEqual([
    '10.0.0.1',
    '::ffff:10.0.0.1',
    'fd12:3456::1',
  ])
  expect(within('', () => ['1.1.1.1', '2606::1', '172.32.0.1', '11.0.0.1'].filter(isRefusedAddress))).toEqual([])
})

test('metadata and link-local addresses stay out of reach, whatever is allowed', () => {
  const never = ['fe80::1%eth0', '169.254.0.0', '169.254.255.255', '::ffff:0.0.0.1', '169.254.169.254', 'fd00:ec2::254']
  expect(within('0.0.0.0/0 ::/0', () => never.every(isRefusedAddress))).toBe(true)
})

test('nothing is sent to this machine unless that is allowed, by address or by name', async () => {
  answer = (response) => response.end()
  for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433']) {
    seen.length = 0
    const answered = await within('', () => post(`http://${host}:${port}/`))
    expect([host, answered.status, answered.text]).toEqual([host, null, expect.stringMatching(/^Nothing is sent to /)])
    expect(seen).toEqual([])
  }
})
