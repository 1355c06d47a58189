import { z } from 'zod'
import { orgSlug } from '@/lib/contracts/common'
import { mostEvents, usageAnswer, usageEvent } from '@/lib/contracts/usage'
import type { RouteEntry, Shape } from './describe'

const event: Shape = {
  name: 'UsageEvent',
  schema: usageEvent,
  description: 'One measured use of something.',
  fields: {
    idempotencyKey: 'Made by the caller. The same key again is accepted and counted once.',
    org: 'Who used it.',
    meter: 'What was measured.',
    quantity: 'How much.',
    occurredAt: 'When it was used, at most an hour ahead. It decides the price and the day.',
    resource: 'What the use is about: a sandbox, a node, a job.',
    reservation: 'The reservation that this use settles.',
    properties: 'Anything else worth keeping; shown where the charge is explained.',
  },
}

const events = z.array(usageEvent).min(1).max(mostEvents)

const batch: Shape = {
  name: 'UsageBatch',
  schema: z.strictObject({ events }),
  description: 'Several events at once.',
  fields: { events: 'Of any organizations and meters.' },
  parts: [event],
}

const request: Shape = {
  name: 'UsageRequest',
  schema: z.union([usageEvent, batch.schema, events]),
  description: `One event, or a batch of up to ${mostEvents}: as a list, or under \`events\`.`,
  parts: [event, batch],
}

const answer: Shape = {
  name: 'UsageAnswer',
  schema: usageAnswer,
  description: 'What became of each event, in the order they were sent.',
  fields: {
    accepted: 'Counted now.',
    repeated: 'Known by their key, and counted before.',
    refused: 'Not counted, each with its own error.',
    results: 'One for each event.',
    'results[].idempotencyKey': 'The key of the event; null where it could not be read.',
    'results[].status': 'What became of it.',
    'results[].error': 'Why it was refused.',
    'results[].error.error_code': 'For machines.',
    'results[].error.message': 'For people.',
  },
}

const one = {
  idempotencyKey: 'job-8f14e45f/1',
  org: 'acme',
  meter: 'doc.pages',
  quantity: 12,
  occurredAt: '2026-11-21T09:30:00Z',
  resource: 'job-8f14e45f',
}

export const usageRoutes: readonly RouteEntry[] = [
  {
    method: 'POST',
    path: '/api/v1/usage/events',
    id: 'recordUsage',
    tag: 'Usage',
    summary: 'Report usage',
    description:
      'Takes one event or a batch. An event is priced by the price book in force when it occurred and counted once per ' +
      'key, however often it is sent. In a batch a bad event gets its own error and does not sink the others; a single ' +
      'event that is refused answers with the status of its refusal.',
    callers: ['key usage:write'],
    computeRemaining: true,
    body: {
      shape: request,
      examples: {
        'One event': one,
        'A batch': { events: [one, { ...one, idempotencyKey: 'job-8f14e45f/2', quantity: '0.5' }] },
      },
    },
    answers: {
      200: {
        description: 'The events were looked at; each has its result.',
        shape: answer,
        examples: {
          'One event': {
            accepted: 1,
            repeated: 0,
            refused: 0,
            results: [{ idempotencyKey: 'job-8f14e45f/1', status: 'accepted' }],
          },
          'A batch with a bad event': {
            accepted: 0,
            repeated: 1,
            refused: 1,
            results: [
              { idempotencyKey: 'job-8f14e45f/1', status: 'repeated' },
              {
                idempotencyKey: 'job-8f14e45f/2',
                status: 'refused',
                error: { error_code: 'unknown_meter', message: 'There is no meter doc.inches.', meter: 'doc.inches' },
              },
            ],
          },
        },
      },
    },
    refusals: [
      'invalid_quantity',
      'invalid_timestamp',
      'unknown_org',
      'unknown_meter',
      'price_missing',
      'payment_required',
      'idempotency_mismatch',
    ],
  },
  {
    method: 'GET',
    path: '/api/orgs/{org}/usage.csv',
    id: 'usageFile',
    tag: 'Usage',
    summary: 'Download usage as a file',
    description:
      'What was used, by civil day, meter and resource, at its price, as CSV. Without a time that can be read it is the ' +
      'month so far.',
    callers: ['member', 'admin'],
    parameters: { org: { schema: orgSlug, description: 'Whose usage it is.', example: 'acme' } },
    query: {
      from: { schema: z.string(), description: 'The first day.', example: '2026-10-01' },
      to: { schema: z.string(), description: 'The last day, included; at most 366 days.', example: '2026-10-31' },
      meter: { schema: z.string(), description: 'One meter alone.', example: 'sandbox.seconds' },
      resource: { schema: z.string(), description: 'One resource alone.', example: 'sandbox-7' },
    },
    answers: { 200: { description: 'The file.', mediaType: 'text/csv' } },
  },
]
