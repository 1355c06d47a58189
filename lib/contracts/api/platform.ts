import { z } from 'zod'
import { orgSlug } from '@/lib/contracts/common'
import type { RouteEntry, Shape } from './describe'

const health: Shape = {
  name: 'Health',
  schema: z.object({
    status: z.enum(['ok', 'unavailable', 'ending']),
    database: z.enum(['reachable', 'unreachable']),
    migrations: z.enum(['current', 'pending', 'unknown']),
    role: z.enum(['right', 'wrong', 'unknown']),
    storage: z.enum(['free', 'full']),
    pending: z.array(z.string()),
  }),
  description: 'Whether this process can work.',
  fields: {
    status: 'In a word. One that is `ending` still answers, and takes no more connections in a moment.',
    database: 'Whether the database answers.',
    migrations: 'Whether its schema is the one this version needs.',
    pending: 'The migrations that are missing.',
    role: 'Whether the app works in the database with its own rights and no others.',
    storage: 'Whether the database had space for what was written lately.',
  },
}

const message: Shape = {
  name: 'Message',
  schema: z.object({ message: z.string() }),
  description: 'What was done, in a sentence.',
  fields: { message: 'The sentence.' },
}

const event: Shape = {
  name: 'StripeEvent',
  schema: z.looseObject({ id: z.string(), object: z.literal('event'), type: z.string() }),
  description: 'An event as Stripe sends it; its own reference describes the rest.',
  fields: { id: 'Which event.', object: 'Always `event`.', type: 'What happened.' },
}

const working = {
  status: 'ok',
  database: 'reachable',
  migrations: 'current',
  pending: [],
  role: 'right',
  storage: 'free',
}

export const platformRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/health',
    id: 'health',
    tag: 'Platform',
    summary: 'Ask whether the portal works',
    description: 'For load balancers and monitors.',
    callers: ['anybody'],
    answers: {
      200: { description: 'It works.', shape: health, examples: { Working: working } },
      503: {
        description: 'It does not work now.',
        shape: health,
        examples: {
          'No database': {
            status: 'unavailable',
            database: 'unreachable',
            migrations: 'unknown',
            pending: [],
            role: 'unknown',
            storage: 'free',
          },
        },
      },
    },
  },
  {
    method: 'GET',
    path: '/api/openapi.json',
    id: 'describeApi',
    tag: 'Platform',
    summary: 'Read this description',
    description: 'The description of the API in OpenAPI 3.1, from which clients can be generated.',
    callers: ['anybody'],
    answers: { 200: { description: 'The description.', mediaType: 'application/json' } },
  },
  {
    method: 'GET',
    path: '/api/orgs/{org}/invoices/{invoiceId}/pdf',
    id: 'invoicePdf',
    tag: 'Invoices',
    summary: 'Download the PDF of an invoice',
    description: 'The stored bytes, always the same. Asked for again with `If-None-Match`, it answers 304.',
    callers: ['key usage:read', 'member', 'admin'],
    parameters: {
      org: { schema: orgSlug, description: 'Whose invoice it is.', example: 'acme' },
      invoiceId: { schema: z.string(), description: 'The invoice.', example: 'inv_01jd8x4m2c8q7w1k5b3n9r6t0v' },
    },
    answers: {
      200: { description: 'The document.', mediaType: 'application/pdf' },
      304: { description: 'It is the one the caller has.', empty: true },
    },
    refusals: ['unavailable'],
  },
  {
    method: 'GET',
    path: '/api/orgs/{org}/invoices/{invoiceId}/reminders/{level}/pdf',
    id: 'reminderPdf',
    tag: 'Invoices',
    summary: 'Download the PDF of a reminder',
    description: 'Of a level that was sent. The stored bytes, always the same; with `If-None-Match` it answers 304.',
    callers: ['key usage:read', 'member', 'admin'],
    parameters: {
      org: { schema: orgSlug, description: 'Whose invoice it is.', example: 'acme' },
      invoiceId: { schema: z.string(), description: 'The invoice.', example: 'inv_01jd8x4m2c8q7w1k5b3n9r6t0v' },
      level: { schema: z.enum(['1', '2', '3']), description: 'The level of the reminder.', example: '1' },
    },
    answers: {
      200: { description: 'The document.', mediaType: 'application/pdf' },
      304: { description: 'It is the one the caller has.', empty: true },
    },
    refusals: ['unavailable'],
  },
  {
    method: 'POST',
    path: '/api/stripe/webhook',
    id: 'receiveStripeEvent',
    tag: 'Payments',
    summary: 'Receive an event of Stripe',
    description:
      'Called by Stripe alone. Each event acts once, however often and in whichever order it comes; a failure is answered ' +
      'with 500, so that Stripe sends it again.',
    callers: ['stripe'],
    body: {
      shape: event,
      examples: { 'An event': { id: 'evt_1', object: 'event', type: 'checkout.session.completed' } },
    },
    answers: {
      200: {
        description: 'The event was understood.',
        shape: message,
        examples: { 'Not for us': { message: 'This kind of event is never for us.' } },
      },
    },
    refusals: ['invalid_signature', 'stripe_unavailable', 'unavailable'],
  },
]
