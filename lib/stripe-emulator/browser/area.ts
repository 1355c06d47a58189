import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { currentSession } from '@/lib/stripe-emulator/checkout/expire-session'
import type { Outcome } from '@/lib/stripe-emulator/checkout/mode'
import { finishAuthentication, paySession } from '@/lib/stripe-emulator/checkout/pay-session'
import { failed } from '@/lib/stripe-emulator/failed'
import { Failure } from '@/lib/stripe-emulator/failure'
import type { CheckoutSessionRecord } from '@/lib/stripe-emulator/records'
import { sameSecret } from '@/lib/stripe-emulator/secrets'
import type { Transact } from '@/lib/stripe-emulator/transact'
import type { Work } from '@/lib/stripe-emulator/work'
import { checkoutPage } from './checkout-page'
import { checkoutScript } from './checkout-script'
import { checkoutState } from './checkout-state'
import { checkoutStyle } from './checkout-style'
import { readAuthentication, readPayment } from './entries'
import { browserPath } from './paths'
import { stripeScript } from './stripe-script'

type AreaOptions = { readonly transact: Transact; readonly publicUrl: string }

const mostBytes = 10_000
const tooLarge = new Failure(413, { type: 'invalid_request_error', message: 'The body is too large.' })

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

const file = (c: Context, body: string, type: string): Response =>
  c.body(body, 200, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'cache-control': type === 'text/html' ? 'no-store' : 'no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })

/** The session in the path, for the holder of its client secret only; anybody else learns nothing about it. */
const sessionFor = async (c: Context, work: Work, publicUrl: string): Promise<CheckoutSessionRecord> => {
  const session = await currentSession(work, c.req.param('id') ?? '', publicUrl)
  const given = c.req.header('authorization')?.replace(/^Bearer /, '') ?? ''
  if (session && sameSecret(given, session.clientSecret)) return session
  throw new Failure(401, { type: 'invalid_request_error', message: 'This checkout link is not valid.' })
}

const refuseEnded = (session: CheckoutSessionRecord): void => {
  if (session.status !== 'expired') return
  throw new Failure(400, {
    type: 'invalid_request_error',
    code: 'checkout_session_expired',
    message: 'This Checkout Session has expired.',
  })
}

const readBody = async (c: Context): Promise<unknown> => {
  const raw = await c.req.text()
  try {
    return JSON.parse(raw)
  } catch {
    throw new Failure(400, { type: 'invalid_request_error', message: 'The body is not JSON.' })
  }
}

const answer = (outcome: Outcome): Response =>
  outcome.outcome === 'declined'
    ? failed(new Failure(402, outcome.error))
    : Response.json(outcome, { headers: { 'cache-control': 'no-store' } })

/**
 * The browser's side of the emulator: the Stripe.js stand-in and the local card page. No secret key is accepted or
 * needed here; what a session shows and takes is guarded by its own client secret.
 */
export const createBrowserArea = ({ transact, publicUrl }: AreaOptions): Hono => {
  const area = new Hono().basePath(browserPath)
  area.onError(failed)
  area.use(bodyLimit({ maxSize: mostBytes, onError: () => failed(tooLarge) }))
  area.get('/stripe.js', (c) => file(c, stripeScript, 'text/javascript'))
  area.get('/checkout.js', (c) => file(c, checkoutScript, 'text/javascript'))
  area.get('/checkout.css', (c) => file(c, checkoutStyle, 'text/css'))
  area.get('/checkout/:id', (c) => file(c, checkoutPage(c.req.query('theme')), 'text/html'))

  const within = <T>(c: Context, run: (work: Work, session: CheckoutSessionRecord) => Promise<T>): Promise<T> =>
    transact({ id: null, idempotency_key: null }, async (work) => run(work, await sessionFor(c, work, publicUrl)))

  area.get('/checkout/:id/state', async (c) => {
    const state = await within(c, checkoutState)
    return Response.json(state, { headers: { 'cache-control': 'no-store' } })
  })
  area.post('/checkout/:id/confirm', async (c) => {
    const body = await readBody(c)
    const outcome = await within(c, (work, session) => {
      refuseEnded(session)
      const { means, payer } = readPayment(body, work.now)
      return paySession(work, session, means, payer)
    })
    return answer(outcome)
  })
  area.post('/checkout/:id/authenticate', async (c) => {
    const passed = readAuthentication(await readBody(c))
    const outcome = await within(c, (work, session) => {
      refuseEnded(session)
      return finishAuthentication(work, session, passed)
    })
    return answer(outcome)
  })
  return area
}
