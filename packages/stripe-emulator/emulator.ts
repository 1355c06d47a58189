import { Hono } from 'hono'
import { createApi } from './api'
import { createBrowserArea } from './browser/area'
import { chores } from './chores'
import type { Clock } from './clock'
import { type Log, plainLog } from './log'
import { withOutages } from './outage'
import type { Delivery, EmulatorStore } from './store'
import { createTransact } from './transact'
import { type Post, sendDue } from './webhooks/deliver-due'

export type EmulatorOptions = {
  readonly store: EmulatorStore
  readonly now: Clock
  /** Sends a webhook; the global `fetch` in a running demo. */
  readonly deliver: Post
  /** Whether webhooks wait for `deliverDue`, of this process or of another; otherwise they are sent at once. */
  readonly tellsLater?: boolean
  /** The one secret key the API accepts. */
  readonly apiKey: string
  readonly webhookSecret: string
  readonly webhookUrl: string
  /** Origin of the application without a slash at the end: `http://localhost:3000`. */
  readonly publicUrl: string
  /** Without one, what was not foreseen is said on standard error. */
  readonly log?: Log
}

export type Emulator = {
  /** `/v1/…` for the SDK, `/stripe-emulator/…` for browsers. */
  fetch(request: Request): Promise<Response>
  /** Does what time brings about (sessions end, debits settle) and sends the webhooks that are due. @returns how many sends were tried. */
  deliverDue(): Promise<number>
  /** Resolves when no delivery that was started in this process is still under way. */
  idle(): Promise<void>
  recentDeliveries(limit: number): Promise<Delivery[]>
}

/**
 * A Stripe for demo mode and tests: the part of the API that an application calls, the browser's side of it, and webhooks.
 * Refuses live keys, so that nobody takes it for the real thing.
 */
export const createEmulator = (options: EmulatorOptions): Emulator => {
  if (/^(sk|rk)_live_/.test(options.apiKey)) throw new Error('The Stripe emulator does not run with a live key.')
  const { store, now, publicUrl, deliver: post, webhookUrl, log = plainLog } = options
  const endpoint = { store, now, post, log, url: webhookUrl, secret: options.webhookSecret.trim() }

  let tail: Promise<unknown> = Promise.resolve()
  /** Sends run one after the other, so that events leave in the order they happened. */
  const send = (): Promise<number> => {
    const next = tail.then(() => sendDue(endpoint))
    tail = next.catch((cause: unknown) => log.error({ err: cause }, 'emulator could not deliver'))
    return next
  }
  const transact = createTransact({
    store,
    now,
    publicUrl,
    announce: () => {
      if (options.tellsLater !== true) void send().catch(() => undefined)
    },
  })

  const app = new Hono()
  app.route('/', createBrowserArea({ transact, log }))
  app.mount('/', createApi({ store, transact, log, apiKey: options.apiKey, publicUrl, webhookUrl }).fetch)

  return {
    fetch: withOutages(store, now, async (request) => app.fetch(request)),
    deliverDue: async () => {
      for (const chore of chores) await chore({ store, transact, now, publicUrl })
      return send()
    },
    idle: async () => {
      await tail
    },
    recentDeliveries: (limit) => store.deliveries(limit),
  }
}
