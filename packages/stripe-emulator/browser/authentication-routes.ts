import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { failed } from '@/packages/stripe-emulator/failed'
import { Declined, Failure } from '@/packages/stripe-emulator/failure'
import { confirmIntent, refuseCheckouts } from '@/packages/stripe-emulator/payments/confirm-intent'
import { finishPayment, finishSetup } from '@/packages/stripe-emulator/payments/finish-authentication'
import type { PaymentIntentRecord, SetupIntentRecord } from '@/packages/stripe-emulator/records'
import { paymentIntentObject, setupIntentObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'
import { file, holds, json, notValid, readBody } from './answers'
import type { Within } from './area'
import { authenticationPage } from './authentication-page'
import { authenticationScript } from './authentication-script'
import { amountText } from './checkout-state'
import { readAuthentication } from './entries'

type Waiting =
  | { readonly kind: 'payment'; readonly intent: PaymentIntentRecord }
  | { readonly kind: 'setup'; readonly intent: SetupIntentRecord }

/** The intent in the path, for the holder of its client secret. */
const intentFor = async (c: Context, work: Work): Promise<Waiting> => {
  const id = c.req.param('id') ?? ''
  const payment = await work.get('payment_intent', id)
  if (payment && holds(c, payment.clientSecret)) return { kind: 'payment', intent: payment }
  const setup = await work.get('setup_intent', id)
  if (setup && holds(c, setup.clientSecret)) return { kind: 'setup', intent: setup }
  throw notValid()
}

const objectOf = (work: Work, { kind, intent }: Waiting) =>
  kind === 'payment' ? paymentIntentObject(work, intent) : setupIntentObject(work, intent)

/** The way back, with what Stripe puts on it. */
const backOf = ({ kind, intent }: Waiting, returnUrl: string | null, succeeded: boolean): string | null => {
  if (returnUrl === null) return null
  const back = new URL(returnUrl)
  back.searchParams.set(`${kind}_intent`, intent.id)
  back.searchParams.set(`${kind}_intent_client_secret`, intent.clientSecret)
  back.searchParams.set('redirect_status', succeeded ? 'succeeded' : 'failed')
  return back.href
}

const wordsOf = (waiting: Waiting) => {
  if (waiting.kind === 'setup') {
    return {
      ask: {
        title: 'Confirm this card',
        text: 'Your bank would now ask you to approve later payments with this card.',
      },
      done: { title: 'Card confirmed', text: 'This card may now be used for later payments. You can close this page.' },
    }
  }
  const amount = amountText(waiting.intent.amount, waiting.intent.currency)
  return {
    ask: {
      title: 'Confirm this payment',
      text: `Your bank would now ask you to approve ${amount}. Choose what happens.`,
    },
    done: { title: 'Payment complete', text: `${amount} was paid with a test card. You can close this page.` },
  }
}

const confirmation = z.strictObject({ payment_method: z.string().max(100).optional() })

/** The page on which the owner of a card authenticates, and what Stripe.js asks for on the portal's own page. */
export const authenticationRoutes = (area: Hono, within: Within): void => {
  area.get('/authenticate.js', (c) => file(c, authenticationScript, 'text/javascript'))
  area.get('/authenticate/:id', (c) => file(c, authenticationPage(c.req.query('theme')), 'text/html'))
  area.get('/authenticate/:id/state', async (c) =>
    json(
      await within(async (work) => {
        const waiting = await intentFor(c, work)
        return { status: waiting.intent.status, object: await objectOf(work, waiting), ...wordsOf(waiting) }
      }),
    ),
  )
  area.post('/authenticate/:id/finish', async (c) => {
    const passed = readAuthentication(await readBody(c))
    const answer = await within(async (work) => {
      const waiting = await intentFor(c, work)
      const { returnUrl } = waiting.intent
      const outcome =
        waiting.kind === 'payment'
          ? await finishPayment(work, waiting.intent, passed)
          : await finishSetup(work, waiting.intent, passed)
      const after = { kind: waiting.kind, intent: outcome.intent } as Waiting
      const succeeded = outcome.kind !== 'declined'
      const message = outcome.kind === 'declined' ? outcome.refusal.message : null
      return { succeeded, message, redirect: backOf(after, returnUrl, succeeded), object: await objectOf(work, after) }
    })
    return json(answer)
  })
  /** What `confirmCardPayment` does with a saved card, while its owner is there. */
  area.post('/authenticate/:id/confirm', async (c) => {
    const read = confirmation.safeParse(await readBody(c))
    if (!read.success) throw new Failure(400, { type: 'invalid_request_error', message: 'Not valid.' })
    const paymentMethod = read.data.payment_method ?? null
    const answer = await within(async (work) => {
      const waiting = await intentFor(c, work)
      if (waiting.kind !== 'payment') throw notValid()
      refuseCheckouts(waiting.intent, 'confirm')
      const given = { paymentMethod, offSession: false, returnUrl: null, neverAsk: false }
      try {
        return await paymentIntentObject(work, await confirmIntent(work, waiting.intent, given))
      } catch (error) {
        if (error instanceof Declined) return error
        throw error
      }
    })
    return answer instanceof Declined ? failed(answer) : json(answer)
  })
}
