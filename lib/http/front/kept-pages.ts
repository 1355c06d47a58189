import { randomUUID } from 'node:crypto'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { readTheme, themeCookie } from '@/lib/core/text/theme'
import { log } from '@/lib/platform/log'
import { type FixedPart, fixedPart, gzipParts } from './gzip-parts'

/** Pages that are the same for everybody, and take long to make. */
export const keptPaths = ['/docs/api', '/docs/design', '/docs/design/shell', '/docs/design/shell-admin'] as const

type Slot = 'nonce' | 'theme'
type Kept = {
  readonly nonce: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly parts: readonly FixedPart[]
  /** What stands after each part but the last. */
  readonly slots: readonly Slot[]
}

const marker = 'x-kontor-make'
const nonceIn = /'nonce-([^']+)'/
const dropped = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding'])
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Cuts a document where its nonce and the reader's theme stand. */
const cut = (text: string, nonce: string): { readonly texts: string[]; readonly slots: Slot[] } => {
  const places = new RegExp(`${escaped(nonce)}|(?<=data-theme(?:="|\\\\":\\\\"))system`, 'g')
  const slots = [...text.matchAll(places)].map(([found]): Slot => (found === nonce ? 'nonce' : 'theme'))
  return { texts: text.split(places), slots }
}

const themeOf = (cookie: string | undefined): string =>
  readTheme(
    (cookie ?? '')
      .split(';')
      .map((each) => each.trim().split('='))
      .find(([name]) => name === themeCookie)?.[1],
  )

const acceptsGzip = (header: string | undefined): boolean =>
  /(^|[\s,])(gzip|\*)(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(header ?? '')

const send = ({ nonce, headers, parts, slots }: Kept, message: IncomingMessage, response: ServerResponse): void => {
  const fresh = Buffer.from(randomUUID()).toString('base64')
  const theme = Buffer.from(themeOf(message.headers.cookie))
  const between = slots.map((slot) => (slot === 'nonce' ? Buffer.from(fresh) : theme))
  const gzip = acceptsGzip(message.headers['accept-encoding'])
  const pieces = gzip
    ? gzipParts(parts, between)
    : parts.flatMap(({ plain }, index) => [plain, between[index] ?? Buffer.alloc(0)])
  for (const [name, value] of headers) response.setHeader(name, value.replaceAll(nonce, fresh))
  response.setHeader(
    'content-length',
    pieces.reduce((sum, { length }) => sum + length, 0),
  )
  if (gzip) response.setHeader('content-encoding', 'gzip')
  response.writeHead(200)
  if (message.method === 'GET') {
    response.cork()
    for (const piece of pieces) response.write(piece)
  }
  response.end()
}

export type KeptPages = {
  /** Answers a page that is kept. False where it is none, or cannot be made: Next answers then. */
  readonly answer: (message: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>
  /** Makes all of them, one after the other, before anybody asks. */
  readonly warm: () => Promise<void>
}

/**
 * Keeps pages that say the same to everybody: each is made once, and sent with a nonce of its own and the reader's theme.
 * Otherwise a stranger could have them made again and again, and nobody else would be answered meanwhile.
 * @param at where this server listens; a page is made by asking for it there.
 */
export const keptPages = (
  at: { readonly hostname: string; readonly port: number },
  paths: readonly string[],
): KeptPages => {
  const secret = randomUUID()
  const kept = new Map<string, Promise<Kept | null>>()

  const fetchPage = (path: string): Promise<{ readonly headers: [string, string][]; readonly text: string } | null> =>
    new Promise((done, failed) => {
      const asked = request({ ...at, path, headers: { [marker]: secret } }, async (answer) => {
        const chunks: Buffer[] = []
        try {
          for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk)
        } catch (error) {
          return failed(error)
        }
        const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
          value === undefined || dropped.has(name) ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
        )
        done(answer.statusCode === 200 ? { headers, text: Buffer.concat(chunks).toString() } : null)
      })
      asked.on('error', failed)
      asked.end()
    })

  const make = async (path: string): Promise<Kept | null> => {
    const page = await fetchPage(path)
    const policy = page?.headers.find(([name]) => name === 'content-security-policy')?.[1] ?? ''
    const nonce = nonceIn.exec(policy)?.[1]
    if (!page || !nonce) return null
    const { texts, slots } = cut(page.text, nonce)
    const parts = await Promise.all(texts.map((text) => fixedPart(Buffer.from(text))))
    return { nonce, headers: page.headers, parts, slots }
  }

  const keptOf = (path: string): Promise<Kept | null> => {
    const known = kept.get(path)
    if (known) return known
    const made = make(path).catch((error: unknown) => {
      log.warn({ err: error, path }, 'a page could not be kept')
      return null
    })
    kept.set(path, made)
    made.then((page) => page ?? kept.delete(path))
    return made
  }

  return {
    answer: async (message, response, path) => {
      const { method, headers } = message
      if (!paths.includes(path) || (method !== 'GET' && method !== 'HEAD') || headers[marker] === secret) return false
      const page = await keptOf(path)
      if (!page) return false
      // Who comes from another page is answered with no part of one: the browser loads the whole of it then.
      if (headers.rsc !== undefined) {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
        response.end()
      } else send(page, message, response)
      return true
    },
    warm: async () => {
      for (const path of paths) await keptOf(path)
    },
  }
}
