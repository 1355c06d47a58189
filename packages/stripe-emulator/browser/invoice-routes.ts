import type { Context, Hono } from 'hono'
import { attemptInvoice, intentOf } from '@/packages/stripe-emulator/billing/attempt-invoice'
import { type HeldInvoice, holdInvoice } from '@/packages/stripe-emulator/billing/hold-invoice'
import { declined, type Outcome } from '@/packages/stripe-emulator/checkout/mode'
import { failed } from '@/packages/stripe-emulator/failed'
import { Failure, invalidRequest } from '@/packages/stripe-emulator/failure'
import { finishPayment } from '@/packages/stripe-emulator/payments/finish-authentication'
import { keepNewMethod } from '@/packages/stripe-emulator/payments/new-method'
import type { PaymentOutcome } from '@/packages/stripe-emulator/payments/try-payment'
import type { Work } from '@/packages/stripe-emulator/work'
import { file, holds, json, notValid, readBody } from './answers'
import type { Within } from './area'
import { checkoutPage } from './checkout-page'
import { readAuthentication, readPayment } from './entries'
import { checkPayable, invoiceState } from './invoice-state'

/** The invoice in the path, for the holder of the secret in its address. */
const invoiceFor = async (c: Context, work: Work): Promise<HeldInvoice> => {
  const id = c.req.param('id') ?? ''
  const found = await work.get('invoice', id)
  if (!found || !holds(c, found.hostedSecret)) throw notValid()
  const held = await holdInvoice(work, id)
  checkPayable(held.invoice)
  return held
}

const outcomeOf = (outcome: PaymentOutcome | { readonly kind: 'nothing' }): Outcome => {
  if (outcome.kind === 'declined') return declined(outcome.refusal)
  return { outcome: outcome.kind === 'requires_action' ? 'authenticate' : 'paid' }
}

const payHosted = async ({ work, invoice }: HeldInvoice, body: unknown): Promise<Outcome> => {
  if (invoice.status === 'paid') return { outcome: 'paid' }
  const { means, payer } = readPayment(body, work.now)
  if (!('card' in means)) throw invalidRequest('This invoice does not take debits.')
  const billing = { ...payer, phone: null, address: null }
  const method = keepNewMethod(work, { ...means, billing, allowRedisplay: 'limited' })
  const { outcome } = await attemptInvoice(work, invoice, { method, offSession: false, automatic: false })
  return outcomeOf(outcome)
}

const finishHosted = async ({ work, invoice }: HeldInvoice, passed: boolean): Promise<Outcome> => {
  if (invoice.status === 'paid') return { outcome: 'paid' }
  const intent = await intentOf(work, invoice)
  if (!intent) throw invalidRequest('This invoice is not waiting for a payment.')
  return outcomeOf(await finishPayment(work, intent, passed))
}

const answer = (outcome: Outcome): Response =>
  outcome.outcome === 'declined' ? failed(new Failure(402, outcome.error)) : json(outcome)

/** The page behind `hosted_invoice_url`: an open invoice is paid with a card that is typed. */
export const invoiceRoutes = (area: Hono, within: Within): void => {
  area.get('/invoice/:id', (c) => file(c, checkoutPage(c.req.query('theme')), 'text/html'))
  area.get('/invoice/:id/state', async (c) =>
    json(
      await within(async (at) => {
        const { work, invoice } = await invoiceFor(c, at)
        return invoiceState(work, invoice)
      }),
    ),
  )
  area.post('/invoice/:id/confirm', async (c) => {
    const body = await readBody(c)
    return answer(await within(async (work) => payHosted(await invoiceFor(c, work), body)))
  })
  area.post('/invoice/:id/authenticate', async (c) => {
    const passed = readAuthentication(await readBody(c))
    return answer(await within(async (work) => finishHosted(await invoiceFor(c, work), passed)))
  })
}
