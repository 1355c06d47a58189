import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { failed, failing } from '@/packages/stripe-emulator/failed'
import { Failure } from '@/packages/stripe-emulator/failure'
import type { Log } from '@/packages/stripe-emulator/log'
import type { Transact } from '@/packages/stripe-emulator/transact'
import type { Work } from '@/packages/stripe-emulator/work'
import { file } from './answers'
import { authenticationRoutes } from './authentication-routes'
import { checkoutRoutes } from './checkout-routes'
import { checkoutStyle } from './checkout-style'
import { invoiceRoutes } from './invoice-routes'
import { browserPath } from './paths'
import { portalRoutes } from './portal-routes'
import { stripeScript } from './stripe-script'

/** Runs what a page asks for against the store; nobody's request is the origin of its events. */
export type Within = <T>(run: (work: Work) => Promise<T>) => Promise<T>

const mostBytes = 10_000
const tooLarge = new Failure(413, { type: 'invalid_request_error', message: 'The body is too large.' })

/**
 * The browser's side of the emulator: the Stripe.js stand-in and the local pages. No secret key is accepted or needed
 * here; what a page shows and takes is guarded by the secret in its own address.
 */
export const createBrowserArea = ({ transact, log }: { readonly transact: Transact; readonly log: Log }): Hono => {
  const area = new Hono().basePath(browserPath)
  area.onError(failing(log))
  area.use(bodyLimit({ maxSize: mostBytes, onError: () => failed(tooLarge) }))
  area.get('/stripe.js', (c) => file(c, stripeScript, 'text/javascript'))
  area.get('/checkout.css', (c) => file(c, checkoutStyle, 'text/css'))
  const within: Within = (run) => transact({ id: null, idempotency_key: null }, run)
  for (const routes of [checkoutRoutes, invoiceRoutes, authenticationRoutes, portalRoutes]) routes(area, within)
  return area
}
