import { type Context, Hono } from 'hono'
import { stringify } from 'qs'
import { z } from 'zod'
import type { Endpoint } from './endpoint'
import { expand } from './expand'
import { failed, failing, headersOf } from './failed'
import { Declined, Failure, invalidRequest } from './failure'
import { newIdentifier } from './identifiers'
import type { Log } from './log'
import { type Form, parseForm, readParameters, text } from './parameters'
import { endpoints } from './routes/all'
import { digest, sameSecret } from './secrets'
import { apiVersion } from './serialize/event'
import type { EmulatorStore, StoredAnswer } from './store'
import type { Transact } from './transact'
import type { Work } from './work'

export type ApiOptions = {
  readonly store: EmulatorStore
  readonly transact: Transact
  readonly log: Log
  readonly apiKey: string
  readonly publicUrl: string
  readonly webhookUrl: string
}

const checkKey = (c: Context, apiKey: string): void => {
  const given = c.req.header('authorization')?.replace(/^Bearer /, '') ?? ''
  if (given !== '' && sameSecret(given, apiKey)) return
  const message =
    given === ''
      ? 'You did not provide an API key.'
      : `Invalid API Key provided: ${given.slice(0, 8)}****${given.slice(-4)}`
  throw new Failure(401, { type: 'invalid_request_error', message })
}

const checkVersion = (c: Context): void => {
  const asked = c.req.header('stripe-version')
  if (asked !== undefined && asked !== apiVersion) {
    throw invalidRequest(`Invalid Stripe API version: ${asked}. The emulator answers ${apiVersion} only.`)
  }
}

const expandParameter = z.array(text(200)).max(20).default([])

type Reply = { readonly status: number; readonly body: string; readonly replayed: boolean }

const written = (status: number, body: object): Reply => ({
  status,
  body: JSON.stringify(body, null, 2),
  replayed: false,
})

/** Answers one call, or repeats the answer its idempotency key has already had. */
const reply = async (c: Context, options: ApiOptions, endpoint: Endpoint): Promise<Reply> => {
  const { store, transact, publicUrl, webhookUrl } = options
  const encoded = endpoint.method === 'POST' ? await c.req.text() : new URL(c.req.url).search.slice(1)
  const { expand: asked, ...form } = parseForm(encoded)
  const paths = readParameters(expandParameter, asked as Form)
  const key = endpoint.method === 'POST' ? (c.req.header('idempotency-key') ?? null) : null
  const fingerprint = digest(
    `${endpoint.method} ${c.req.path}?${stringify({ ...form, expand: paths }, { sort: (a, b) => a.localeCompare(b) })}`,
  ).toString('hex')

  const run = async (work: Work): Promise<Reply> => {
    const earlier = key === null ? null : await store.answerTo(key)
    if (earlier) return repeat(earlier, fingerprint)
    const named: Readonly<Record<string, string>> = c.req.param()
    try {
      const answer = await endpoint.answer(
        { work, id: named.id ?? '', named, path: c.req.path, publicUrl, webhookUrl },
        form,
      )
      return written(200, await expand(work, answer, paths, publicUrl))
    } catch (error) {
      if (error instanceof Declined) return written(error.status, { error: error.body })
      // The same request may have been answered meanwhile: then what it changed is why this one fails.
      const meanwhile = key === null ? null : await store.answerTo(key)
      if (meanwhile) return repeat(meanwhile, fingerprint)
      throw error
    }
  }
  const origin = { id: newIdentifier('request'), idempotency_key: key }
  return transact(origin, run, ({ status, body, replayed }) =>
    key === null || replayed ? null : { key, fingerprint, status, body },
  )
}

const repeat = (earlier: StoredAnswer, fingerprint: string): Reply => {
  if (earlier.fingerprint === fingerprint) return { status: earlier.status, body: earlier.body, replayed: true }
  throw new Failure(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${earlier.key}' if you meant to execute a different request.`,
  })
}

/** The secret-key API under `/v1`. It is called in process; no address leads here. */
export const createApi = (options: ApiOptions): Hono => {
  const api = new Hono()
  api.onError(failing(options.log))
  api.use('/v1/*', async (c, next) => {
    checkKey(c, options.apiKey)
    checkVersion(c)
    await next()
  })
  for (const endpoint of endpoints) {
    api.on(endpoint.method, `/v1${endpoint.path}`, async (c) => {
      const { status, body, replayed } = await reply(c, options, endpoint)
      return new Response(body, { status, headers: headersOf(replayed) })
    })
  }
  api.notFound((c) =>
    failed(
      new Failure(404, {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${c.req.method}: ${c.req.path}).`,
      }),
    ),
  )
  return api
}
