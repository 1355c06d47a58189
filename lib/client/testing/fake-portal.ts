import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createTenantRequest, deleteTenantRequest, setPackagesRequest, suspendRequest } from '@/lib/contracts/tenants'
import { usageBatch, usageEvent } from '@/lib/contracts/usage'

/**
 * What goes wrong with a request. `cut`: the connection closes unread. `lost`: all is done, and the answer is not sent.
 * `half`: the answer ends in its middle. `slow`: it comes after the caller has gone. `some`: every second item is put off.
 */
export const faults = ['ok', 'cut', 'lost', 'half', 'slow', 'junk', 'some', '500', '503', '429'] as const
export type Fault = (typeof faults)[number]

export type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }
type Asked = { readonly method: string; readonly path: string; readonly body: unknown }

const envelope = (status: number, code: string, facts: object = {}): Answer => ({
  status,
  body: { detail: { error_code: code, message: `Refused: ${code}.`, ...facts } },
})

/** A portal that keeps what it is told, once per key, and meets its requests with a schedule of faults. */
export const startPortal = async ({ slowMs = 80 } = {}) => {
  const schedule: Fault[] = []
  const counted = new Map<string, { readonly text: string; readonly quantity: number }>()
  const changes: { readonly tenant: string; readonly at: string }[] = []
  const asked: Asked[] = []
  const custom: { answer: ((asked: Asked) => Answer | null) | null } = { answer: null }
  const wrong: string[] = []

  const count = (raw: unknown, putOff: boolean): object => {
    const key = (raw as { idempotencyKey: string }).idempotencyKey
    const refused = (code: string) => ({
      idempotencyKey: key,
      status: 'refused',
      error: { error_code: code, message: `Refused: ${code}.` },
    })
    const read = usageEvent.safeParse(raw)
    if (!read.success) return refused('invalid_request')
    if (read.data.meter === 'no.such.meter') return refused('unknown_meter')
    if (putOff) return refused('internal')
    const known = counted.get(key)
    const content = JSON.stringify(raw)
    if (known && known.text !== content) wrong.push(`${key} came with other content`)
    if (known) return { idempotencyKey: key, status: 'repeated' }
    counted.set(key, { text: content, quantity: Number((raw as { quantity: unknown }).quantity) })
    return { idempotencyKey: key, status: 'accepted' }
  }

  const usage = (body: unknown, fault: Fault): Answer => {
    const read = usageBatch.safeParse(body)
    if (!read.success) return envelope(400, 'invalid_request')
    if (JSON.stringify(body).includes('poison')) return envelope(400, 'invalid_json')
    const results = read.data.events.map((event, index) => count(event, fault === 'some' && index % 2 === 1))
    return { status: 200, body: { accepted: 0, repeated: 0, refused: 0, results } }
  }

  const tenant = ({ method, path, body }: Asked): Answer => {
    const name = decodeURIComponent(path.split('/')[4] ?? '') || String((body as { name?: unknown }).name)
    const shape = path.endsWith('/suspend')
      ? suspendRequest
      : { POST: createTenantRequest, PATCH: setPackagesRequest, DELETE: deleteTenantRequest }[method]
    if (!shape?.safeParse(body).success) return envelope(400, 'invalid_request')
    if (name === 'unknown') return envelope(404, 'unknown_tenant')
    changes.push({ tenant: name, at: String((body as { occurredAt?: unknown }).occurredAt) })
    return {
      status: 200,
      body: { org: 'acme', tenant: name, alive: true, suspended: false, packages: [], recorded: [] },
    }
  }

  const decide = (request: Asked, fault: Fault): Answer => {
    const own = custom.answer?.(request)
    if (own) return own
    if (fault === '500') return envelope(500, 'internal')
    if (fault === '503') return envelope(503, 'unavailable')
    if (fault === '429') return { ...envelope(429, 'rate_limited'), headers: { 'retry-after': '0' } }
    return request.path === '/api/v1/usage/events' ? usage(request.body, fault) : tenant(request)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = schedule.shift() ?? 'ok'
    if (fault === 'cut') {
      request.socket.destroy()
      return
    }
    const body: unknown = JSON.parse(await text(request))
    const one = { method: request.method ?? '', path: request.url ?? '', body }
    asked.push(one)
    const { status, body: said, headers = {} } = decide(one, fault)
    const words = fault === 'junk' ? '<html>Welcome</html>' : JSON.stringify(said)
    if (fault === 'lost') return void request.socket.destroy()
    if (fault === 'slow') await new Promise((done) => setTimeout(done, slowMs))
    response.writeHead(status, {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(words),
    })
    if (fault === 'half') return void response.write(words.slice(0, words.length / 2), () => request.socket.destroy())
    response.end(words)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    schedule,
    counted,
    changes,
    asked,
    custom,
    /** What should never be seen. */
    wrong,
    total: () => [...counted.values()].reduce((sum, { quantity }) => sum + quantity, 0),
    stop: () =>
      new Promise<void>((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}

export type Portal = Awaited<ReturnType<typeof startPortal>>
