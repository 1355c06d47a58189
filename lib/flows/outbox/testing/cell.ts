import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Temporal } from 'temporal-polyfill'
import { isRefused } from '@/lib/core/refusal'
import { newSigningSecret } from '@/lib/webhooks/signing-key'
import { verifyMessage } from '@/lib/webhooks/verify-message'

/** What a cell does with a message. `late`: acts, and answers after nobody waits any more. */
export const faults = ['ok', 'fails', 'moved', 'silent', 'late', 'closes', 'acts and closes', 'acts and fails'] as const
export type Fault = (typeof faults)[number]

export type Command = {
  readonly type: string
  readonly org: string
  readonly generation: number
  readonly [fact: string]: unknown
}

export type TestCell = {
  readonly url: string
  readonly secret: string
  /** Every message that arrived with a good signature, in order. */
  readonly received: { readonly id: string; readonly command: Command }[]
  /** How often each message id had an effect. */
  readonly effects: Map<string, number>
  /** Orgs as the cell runs them: by the newest generation it was told. */
  readonly orgs: Map<string, { readonly halted: boolean; readonly generation: number }>
  /** Requests that were not signed, or not a POST to the cell's own address. */
  readonly strays: string[]
  readonly close: () => Promise<void>
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** A cell that listens, verifies, applies commands by generation, and fails as it is told. */
export const startCell = async (faultOf: () => Fault, now: () => Temporal.Instant): Promise<TestCell> => {
  const secret = newSigningSecret()
  const cell = {
    received: [] as TestCell['received'],
    effects: new Map<string, number>(),
    orgs: new Map<string, { halted: boolean; generation: number }>(),
    strays: [] as string[],
  }
  const act = (id: string, { type, org, generation }: Command): void => {
    if (type === 'org.halt' || type === 'org.unblock') {
      if (generation <= (cell.orgs.get(org)?.generation ?? 0)) return
      cell.orgs.set(org, { halted: type === 'org.halt', generation })
    } else if (cell.effects.has(id)) return
    cell.effects.set(id, (cell.effects.get(id) ?? 0) + 1)
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request)
    const verified = verifyMessage({ secret, headers: request.headers, body, now: now() })
    if (isRefused(verified) || request.url !== '/commands' || request.method !== 'POST') {
      cell.strays.push(`${request.method} ${request.url}`)
      response.writeHead(400).end()
      return
    }
    const command = JSON.parse(body) as Command
    cell.received.push({ id: verified.id, command })
    const fault = faultOf()
    if (fault === 'closes') return void request.socket.destroy()
    if (fault === 'fails') return void response.writeHead(500).end('nul: \u0000, and\nlines')
    if (fault === 'moved') return void response.writeHead(301, { location: '/elsewhere' }).end()
    if (fault === 'silent') return
    act(verified.id, command)
    if (fault === 'late') await sleep(500)
    if (fault === 'acts and closes') request.socket.destroy()
    else response.writeHead(fault === 'acts and fails' ? 503 : 204).end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  return { ...cell, secret, url: `http://127.0.0.1:${port}/commands`, close }
}
