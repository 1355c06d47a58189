import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { crc32c } from '@/lib/platform/google/crc32c'

/** What a project says of a secret: its text, or a refusal. */
type Said =
  | string
  | { readonly status: number; readonly message?: string; readonly times?: number }
  | { readonly raw: object }

export type LocalGoogle = {
  /** Host and port. */
  readonly host: string
  /** By `project/name`. */
  readonly secrets: Map<string, Said>
  readonly asked: string[]
  /** Answers a request for a token: the form that came, and what it is given. */
  giveToken: (form: URLSearchParams) => { readonly status: number; readonly body: object }
  /** Whether Secret Manager wants the token `granted`. */
  guarded: boolean
  readonly close: () => Promise<void>
}

const payload = (text: string) => {
  const bytes = Buffer.from(text)
  return { name: 'x', payload: { data: bytes.toString('base64'), dataCrc32c: String(crc32c(bytes)) } }
}

const refusal = (code: number, message: string) => ({ error: { code, message, status: 'REFUSED' } })

const read = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

/** A server that answers as Google's metadata server, token endpoint and Secret Manager do. */
export const startLocalGoogle = async (): Promise<LocalGoogle> => {
  const secrets = new Map<string, Said>()
  const asked: string[] = []
  const failed = new Map<string, number>()
  const secretOf = (path: string): { status: number; body: object } => {
    const [, project, name] = /^\/v1\/projects\/([^/]+)\/secrets\/([^/]+)\/versions\/latest:access$/.exec(path) ?? []
    const key = `${project}/${name}`
    asked.push(key)
    const said = secrets.get(key)
    if (said === undefined) return { status: 404, body: refusal(404, `Secret [${key}] not found.`) }
    if (typeof said === 'string') return { status: 200, body: payload(said) }
    if ('raw' in said) return { status: 200, body: said.raw }
    const times = failed.get(key) ?? 0
    failed.set(key, times + 1)
    if (said.times !== undefined && times >= said.times) return { status: 200, body: payload('at last') }
    return { status: said.status, body: refusal(said.status, said.message ?? 'No.') }
  }
  const google: LocalGoogle = {
    host: '',
    secrets,
    asked,
    giveToken: () => ({ status: 200, body: { access_token: 'granted', expires_in: 3599 } }),
    guarded: false,
    close: () => new Promise((done) => server.close(() => done())),
  }
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: object }> => {
    const path = request.url ?? ''
    if (path === '/token') return google.giveToken(new URLSearchParams(await read(request)))
    if (path.startsWith('/computeMetadata/')) {
      if (request.headers['metadata-flavor'] !== 'Google') return { status: 403, body: {} }
      return google.giveToken(new URLSearchParams())
    }
    if (google.guarded && request.headers.authorization !== 'Bearer granted') {
      return { status: 401, body: refusal(401, 'Request had invalid authentication credentials.') }
    }
    return secretOf(path)
  }
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, body } = await answer(request)
    response.writeHead(status, { 'content-type': 'application/json', 'metadata-flavor': 'Google' })
    response.end(JSON.stringify(body))
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return Object.assign(google, { host: `127.0.0.1:${(server.address() as AddressInfo).port}` })
}
