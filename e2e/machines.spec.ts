import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from '@playwright/test'
import { machines } from './access/principals'
import { testedDatabase } from './database'

const db = testedDatabase()
let authorization = ''
let tenantsKey = ''
test.beforeAll(async () => {
  const keys = await machines(db)
  authorization = `Bearer ${keys['usage key']}`
  tenantsKey = `Bearer ${keys['tenants key']}`
})
test.afterAll(() => db.$client.end())

const event = {
  idempotencyKey: 'machine-1',
  org: 'helvetia-docs',
  meter: 'doc.pages',
  quantity: '1.5',
  occurredAt: 1_790_000_000,
  resource: 'machine',
}

const wrong: readonly (readonly [string, unknown, number, string])[] = [
  ['malformed JSON', '{"idempotencyKey":', 400, 'invalid_json'],
  ['a body of two megabytes', JSON.stringify({ ...event, resource: 'x'.repeat(2_000_000) }), 413, 'too_large'],
  ['an unknown field', { ...event, color: 'red' }, 400, 'unknown_field'],
  ['a negative quantity', { ...event, quantity: -1 }, 400, 'invalid_quantity'],
  ['a quantity in words', { ...event, quantity: 'many' }, 400, 'invalid_quantity'],
  ['a time without a zone', { ...event, occurredAt: '2026-10-01T10:00:00' }, 400, 'invalid_timestamp'],
  ['the year nought', { ...event, occurredAt: '0000-01-01T00:00:00Z' }, 400, 'invalid_timestamp'],
  ['an unknown meter', { ...event, meter: 'doc.inches' }, 404, 'unknown_meter'],
  ['a meter that had no price then', { ...event, occurredAt: '2020-01-01T00:00:00Z' }, 422, 'price_missing'],
  ['an unknown org', { ...event, org: 'nobody' }, 404, 'unknown_org'],
  ['more than a thousand events', { events: Array.from({ length: 1001 }, () => event) }, 400, 'invalid_request'],
]

for (const [what, body, status, code] of wrong) {
  test(`${what} is refused with ${status} ${code} and a sentence`, async ({ request }) => {
    const answer = await request.post('/api/v1/usage/events', {
      headers: { authorization, 'content-type': 'application/json' },
      data: typeof body === 'string' ? Buffer.from(body) : (body as object),
    })
    expect(answer.status()).toBe(status)
    const { detail } = await answer.json()
    expect(detail.error_code).toBe(code)
    expect(detail.message.length).toBeGreaterThan(10)
  })
}

test('a bad item has its own error and does not sink its batch, and the batch again counts nothing', async ({
  request,
}) => {
  const send = async () => {
    const events = [
      event,
      { ...event, idempotencyKey: 'machine-2', quantity: -1 },
      { ...event, idempotencyKey: 'machine-3' },
    ]
    return (await request.post('/api/v1/usage/events', { headers: { authorization }, data: { events } })).json()
  }
  expect(await send()).toMatchObject({
    accepted: 2,
    refused: 1,
    results: [
      { status: 'accepted' },
      { status: 'refused', error: { error_code: 'invalid_quantity' } },
      { status: 'accepted' },
    ],
  })
  expect(await send()).toMatchObject({ accepted: 0, repeated: 2, refused: 1 })
})

test('an unknown tenant is 404, and an address that cannot be read is 400', async ({ request }) => {
  const headers = { authorization: tenantsKey }
  const unknown = await request.patch('/api/v1/tenants/no-such-tenant', { headers, data: { packages: [] } })
  expect([unknown.status(), (await unknown.json()).detail.error_code]).toEqual([404, 'unknown_tenant'])
  for (const path of ['/api/%E0%A4%A', '/o/%E0%A4%A', '/api/v1/orgs/a%00b/funding'])
    expect((await request.get(path)).status()).toBe(400)
})

test('a refused request whose body was not read leaves no connection that hangs', async ({ baseURL }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (method: string, path: string, body?: string) =>
    new Promise<number>((done, fail) => {
      const call = httpRequest(`${baseURL}${path}`, { agent, method, timeout: 10_000 }, (response) => {
        response.resume()
        response.once('end', () => done(response.statusCode ?? 0))
      })
      call.once('timeout', () => call.destroy(new Error('no answer')))
      call.once('error', fail)
      call.end(body)
    })
  expect(await ask('POST', '/api/v1/usage/events', 'x'.repeat(200_000))).toBe(401)
  expect(await ask('GET', '/api/health')).toBe(200)
  agent.destroy()
})

test('no request line ends the server', async ({ baseURL, request }) => {
  const { hostname, port } = new URL(baseURL ?? '')
  for (const line of [
    'OPTIONS * HTTP/1.1',
    'TRACE /%E0%A4%A HTTP/1.1',
    'TRACE /api/health HTTP/1.1',
    'GET //%00 HTTP/1.1',
  ]) {
    await new Promise<void>((closed) => {
      const socket = connect(Number(port), hostname, () =>
        socket.end(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
      )
      socket.resume()
      socket.once('close', () => closed())
      socket.once('error', () => closed())
    })
  }
  expect((await request.get('/api/health')).status()).toBe(200)
})
