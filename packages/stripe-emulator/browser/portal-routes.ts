import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { failed } from '@/packages/stripe-emulator/failed'
import { Failure, invalidRequest } from '@/packages/stripe-emulator/failure'
import type { SetupOutcome } from '@/packages/stripe-emulator/payments/try-setup'
import { addCard, finishCard, makeDefault, removeCard, type Visit } from '@/packages/stripe-emulator/portal/visit'
import type { Work } from '@/packages/stripe-emulator/work'
import { file, holds, json, notValid, readBody } from './answers'
import type { Within } from './area'
import { readAuthentication, readCardEntry } from './entries'
import { portalPage } from './portal-page'
import { portalScript } from './portal-script'
import { portalState } from './portal-state'

const validSeconds = 3600

/** The visit in the path, for the holder of its secret, for an hour and while the customer is there. */
const visitFor = async (c: Context, work: Work): Promise<Visit> => {
  const session = await work.get('billing_portal.session', c.req.param('id') ?? '')
  if (!session || !holds(c, session.secret) || session.created + validSeconds <= work.now) throw notValid()
  const customer = await work.get('customer', session.customer)
  if (!customer || customer.deleted) throw notValid()
  return { session, customer }
}

const named = z.strictObject({ method: z.string().max(100) })

const methodIn = (body: unknown): string => {
  const read = named.safeParse(body)
  if (!read.success) throw invalidRequest('Not valid.')
  return read.data.method
}

const answer = (outcome: SetupOutcome): Response => {
  if (outcome.kind !== 'declined') return json({ outcome: outcome.kind === 'succeeded' ? 'saved' : 'authenticate' })
  const { code, declineCode, message } = outcome.refusal
  const error = { type: 'card_error', code, message, ...(declineCode && { decline_code: declineCode }) } as const
  return failed(new Failure(402, error))
}

/** The local Customer Portal: the cards of a customer, to add, to choose from and to remove. */
export const portalRoutes = (area: Hono, within: Within): void => {
  area.get('/portal.js', (c) => file(c, portalScript, 'text/javascript'))
  area.get('/portal/:id', (c) => file(c, portalPage(c.req.query('theme')), 'text/html'))
  area.get('/portal/:id/state', async (c) =>
    json(await within(async (work) => portalState(work, await visitFor(c, work)))),
  )
  area.post('/portal/:id/add', async (c) => {
    const body = await readBody(c)
    const outcome = await within(async (work) => {
      const visit = await visitFor(c, work)
      const { card, name } = readCardEntry(body, work.now)
      return addCard(work, visit, card, name)
    })
    return answer(outcome)
  })
  area.post('/portal/:id/authenticate', async (c) => {
    const passed = readAuthentication(await readBody(c))
    return answer(await within(async (work) => finishCard(work, await visitFor(c, work), passed)))
  })
  area.post('/portal/:id/default', async (c) => {
    const method = methodIn(await readBody(c))
    await within(async (work) => makeDefault(work, (await visitFor(c, work)).customer.id, method))
    return json({})
  })
  area.post('/portal/:id/remove', async (c) => {
    const method = methodIn(await readBody(c))
    await within(async (work) => removeCard(work, (await visitFor(c, work)).customer.id, method))
    return json({})
  })
}
