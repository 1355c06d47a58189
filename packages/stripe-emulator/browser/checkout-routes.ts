import type { Context, Hono } from 'hono'
import { currentSession } from '@/packages/stripe-emulator/checkout/expire-session'
import type { Outcome } from '@/packages/stripe-emulator/checkout/mode'
import { modeOf } from '@/packages/stripe-emulator/checkout/modes'
import { finishAuthentication, paySession } from '@/packages/stripe-emulator/checkout/pay-session'
import { placePayer } from '@/packages/stripe-emulator/checkout/place-payer'
import { failed } from '@/packages/stripe-emulator/failed'
import { Failure, invalidRequest } from '@/packages/stripe-emulator/failure'
import type { CheckoutSessionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { file, holds, json, notValid, readBody } from './answers'
import type { Within } from './area'
import { checkoutPage } from './checkout-page'
import { checkoutScript } from './checkout-script'
import { checkoutState } from './checkout-state'
import { readAuthentication, readPayment, readPlace } from './entries'

/** The session in the path, for the holder of its client secret. */
const sessionFor = async (c: Context, work: Work): Promise<CheckoutSessionRecord> => {
  const session = await currentSession(work, c.req.param('id') ?? '', work.publicUrl)
  if (session && holds(c, session.clientSecret)) return session
  throw notValid()
}

const refuseEnded = (session: CheckoutSessionRecord): void => {
  if (session.status !== 'expired') return
  throw new Failure(400, {
    type: 'invalid_request_error',
    code: 'checkout_session_expired',
    message: 'This Checkout Session has expired.',
  })
}

const answer = (outcome: Outcome): Response =>
  outcome.outcome === 'declined' ? failed(new Failure(402, outcome.error)) : json(outcome)

/** The checkout page: its files, what it shows, and what it sends. */
export const checkoutRoutes = (area: Hono, within: Within): void => {
  area.get('/checkout.js', (c) => file(c, checkoutScript, 'text/javascript'))
  area.get('/checkout/:id', (c) => file(c, checkoutPage(c.req.query('theme')), 'text/html'))
  area.get('/checkout/:id/state', async (c) =>
    json(await within(async (work) => checkoutState(work, await sessionFor(c, work)))),
  )
  area.post('/checkout/:id/place', async (c) => {
    const place = readPlace(await readBody(c))
    const state = await within(async (work) => {
      const session = await sessionFor(c, work)
      refuseEnded(session)
      if (session.status !== 'open' || (await modeOf(session).waiting(work, session))) {
        throw invalidRequest('This payment is under way already.')
      }
      const placed = placePayer(session, place)
      work.put('checkout.session', placed)
      return checkoutState(work, placed)
    })
    return json(state)
  })
  area.post('/checkout/:id/confirm', async (c) => {
    const body = await readBody(c)
    const outcome = await within(async (work) => {
      const session = await sessionFor(c, work)
      refuseEnded(session)
      const { means, ...who } = readPayment(body, work.now)
      return paySession(work, session, means, who)
    })
    return answer(outcome)
  })
  area.post('/checkout/:id/authenticate', async (c) => {
    const passed = readAuthentication(await readBody(c))
    const outcome = await within(async (work) => {
      const session = await sessionFor(c, work)
      refuseEnded(session)
      return finishAuthentication(work, session, passed)
    })
    return answer(outcome)
  })
}
