import { z } from 'zod'
import { orgSlug } from '@/lib/contracts/common'
import { mostEvents, usageAnswer, usageEvent } from '@/lib/contracts/usage'
import { amendRequest, takeBackRequest, usageChangeAnswer, usageKeyInPath } from '@/lib/contracts/usage-changes'
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
    'results[].takenBack': 'Of a repeated one that was taken back since: it is not counted any more, and not again.',
    'results[].error': 'Why it was refused.',
    'results[].error.error_code': 'For machines.',
    'results[].error.message': 'For people.',
  },
}

const takeBack: Shape = {
  name: 'TakeBackUsageRequest',
  schema: takeBackRequest,
  description: 'Whose usage is taken back, and why. The same can be said in the query.',
  fields: {
    org: 'Whose usage it is. An API key that is limited to one organization need not say.',
    reason: 'Why; kept in the audit log.',
  },
}

const amendment: Shape = {
  name: 'AmendUsageRequest',
  schema: amendRequest,
  description: 'The right values of an event; what is absent stays.',
  fields: {
    idempotencyKey: 'Of the amendment, made by the caller: sent again it takes no effect, whatever was amended since.',
    org: 'Whose usage it is. An API key that is limited to one organization need not say.',
    meter: 'What was measured.',
    quantity: 'How much.',
    occurredAt: 'When it was used.',
    resource: 'What the use is about.',
    properties: 'Anything else worth keeping, as a whole.',
    reason: 'Why; kept in the audit log.',
  },
}

const usageFields = (path: string, what: string) => ({
  [path]: what,
  [`${path}.meter`]: 'What was measured.',
  [`${path}.quantity`]: 'How much.',
  [`${path}.occurredAt`]: 'When it was used.',
  [`${path}.resource`]: 'What the use is about.',
  [`${path}.amount`]: 'What it costs, in `currency`.',
})

const changeAnswer: Shape = {
  name: 'UsageChange',
  schema: usageChangeAnswer,
  description: 'What became of an event. Asked again, the answer is the same.',
  fields: {
    idempotencyKey: 'The key under which it was told.',
    org: 'Whose usage it is.',
    status: '`unchanged`: it says that already, and nothing was done.',
    currency: 'Of the amounts of money.',
    revision: 'How often it was changed.',
    ...usageFields('before', 'What it was; null if nothing changed.'),
    ...usageFields('after', 'What it is now; null if it was taken back, or nothing changed.'),
    'after.waits': 'What of it nothing could pay: it waits for funds, as other usage does.',
    returned: 'What went back where it came from, beyond what is paid from there again.',
    'returned[].source': 'A grant by its id, `week:…` of quota, or `postpaid:2026-11`, the bill of a month.',
    'returned[].measure': 'Whether the source is counted in money or in units.',
    'returned[].amount': 'How much.',
    'returned[].expired': 'What of it belongs to credit that had expired: it expired again at once.',
    'returned[].withheld':
      'What of it belongs to credit whose payment was refunded or is disputed: it was taken again at once. Absent if nothing is.',
    correction: 'Whether its month was invoiced by then: the difference is a correction on the next invoice.',
    reason: 'As it was given.',
    changedAt: 'When it was changed; null if it was not.',
  },
}

const changed = {
  idempotencyKey: 'job-8f14e45f/1',
  org: 'acme',
  currency: 'CHF',
  revision: 1,
  before: {
    meter: 'doc.pages',
    quantity: '12',
    occurredAt: '2026-11-21T09:30:00Z',
    resource: 'job-8f14e45f',
    amount: '0.600000000000',
  },
  correction: false,
  changedAt: '2026-11-21T10:00:00Z',
}

const keyOfPath = {
  key: { schema: usageKeyInPath, description: 'The key under which it was told.', example: 'job-8f14e45f%2F1' },
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
      'unavailable',
    ],
  },
  {
    method: 'DELETE',
    path: '/api/v1/usage/events/{key}',
    id: 'takeBackUsage',
    tag: 'Usage',
    summary: 'Take usage back',
    description:
      'Takes back an event that was told by mistake, however it was reported: as an event, as a document or from a file. ' +
      'It stays on record, and another event compensates it. What paid for it goes back where it came from; what ' +
      'waited to be paid waits no more; and what comes back pays what waits, the oldest first. Its key stays used. If its ' +
      'month is invoiced, it becomes a correction on the next invoice. What the portal recorded itself, to compensate or ' +
      'amend an event, has no key to be taken back by.',
    callers: ['key usage:write'],
    computeRemaining: true,
    parameters: keyOfPath,
    query: {
      org: { schema: orgSlug, description: 'Whose usage it is, if the body does not say.', example: 'acme' },
      reason: { schema: z.string(), description: 'Why, if the body does not say.', example: 'Reported twice' },
    },
    body: {
      shape: takeBack,
      examples: { 'Of an organization': { org: 'acme', reason: 'Reported twice' } },
      required: false,
    },
    answers: {
      200: {
        description: 'It is taken back.',
        shape: changeAnswer,
        examples: {
          'Taken back': {
            ...changed,
            status: 'taken_back',
            after: null,
            returned: [
              { source: 'postpaid:2026-11', measure: 'money', amount: '0.600000000000', expired: '0.000000000000' },
            ],
            reason: 'Reported twice',
          },
        },
      },
    },
    refusals: ['unknown_org', 'unknown_usage', 'unavailable'],
  },
  {
    method: 'PATCH',
    path: '/api/v1/usage/events/{key}',
    id: 'amendUsage',
    tag: 'Usage',
    summary: 'Amend usage',
    description:
      'Says what an event should have said. The old one is taken back and the new one charged in one write, at the price ' +
      'of its day. What paid for the old one pays for the new one as far as it goes, so that a smaller use is never refused; ' +
      'what no source can pay of a larger one waits for funds. If the month is invoiced, the difference is a correction ' +
      'on the next invoice.',
    callers: ['key usage:write'],
    computeRemaining: true,
    parameters: keyOfPath,
    body: {
      shape: amendment,
      examples: {
        'A smaller quantity': { idempotencyKey: 'fix-17', org: 'acme', quantity: 10, reason: 'Two pages were blank' },
      },
    },
    answers: {
      200: {
        description: 'It is amended.',
        shape: changeAnswer,
        examples: {
          Amended: {
            ...changed,
            status: 'amended',
            after: { ...changed.before, quantity: '10', amount: '0.500000000000' },
            returned: [
              { source: 'postpaid:2026-11', measure: 'money', amount: '0.100000000000', expired: '0.000000000000' },
            ],
            reason: 'Two pages were blank',
          },
        },
      },
    },
    refusals: [
      'invalid_quantity',
      'invalid_timestamp',
      'unknown_org',
      'unknown_usage',
      'unknown_meter',
      'price_missing',
      'idempotency_mismatch',
      'usage_taken_back',
      'usage_waived',
      'amended_too_often',
      'unavailable',
    ],
  },
  {
    method: 'GET',
    path: '/api/orgs/{org}/usage.csv',
    id: 'usageFile',
    tag: 'Usage',
    summary: 'Download usage as a file',
    description:
      'What was used, by civil day, meter and resource, at its price, as CSV. What was taken back is not in quantity, ' +
      'amount and events any more; `taken_back` says how much it was. `meter_name` is in the language of the organization’s ' +
      'documents. Without a time that can be read it is the month so far.',
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
