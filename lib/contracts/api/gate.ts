import { z } from 'zod'
import { checkAnswer, checkRefusal, checkRequest, releaseAnswer } from '@/lib/contracts/check'
import { orgSlug } from '@/lib/contracts/common'
import type { RouteEntry, Shape } from './describe'

const request: Shape = {
  name: 'CheckRequest',
  schema: checkRequest,
  description: 'Work that is about to start. `meter` and `quantity` go together; a reservation needs them and a key.',
  fields: {
    org: 'Who starts it.',
    meter: 'What it will be measured by.',
    quantity: 'How much it will use.',
    resource: 'How large it is.',
    'resource.diskMb': 'Disk, in MB.',
    'resource.memoryMb': 'Memory, in MB.',
    'resource.vcpus': 'Virtual CPUs.',
    concurrent: 'How many run already.',
    operation: 'What asks; an operation of none of these kinds is never metered and never blocked.',
    'operation.automation': 'An automation.',
    'operation.ai': 'An AI feature.',
    'operation.apiKey': 'A plain call with an API key.',
    reserve: 'Holds what it will cost until it is settled, released or expires.',
    idempotencyKey: 'Names the reservation; the same key again holds nothing more.',
    seconds: 'How long it is held.',
  },
}

/** What the fields of every answer mean. */
const figures = {
  biller: 'Who charges the usage.',
  currency: 'Of the amounts.',
  remaining: 'Money that is left; null where nothing limits it.',
  held: 'Money that reservations hold.',
  units: 'What is left of a quota or of free units, where there are any.',
  'units.unit': 'What is counted.',
  'units.remaining': 'How much is left.',
  'units.held': 'How much reservations hold.',
  concurrent: 'What runs already, where the request said it.',
  'concurrent.running': 'As the request said.',
  'concurrent.remaining': 'How many more may start.',
  limits: 'What one start may have, and what the organization is held to.',
  'limits.maxDiskMb': 'Disk, in MB.',
  'limits.maxMemoryMb': 'Memory, in MB; null where it is not limited.',
  'limits.maxVcpus': 'Virtual CPUs; null where they are not limited.',
  'limits.concurrency': 'How many may run at once.',
  'limits.spendCap': 'The most that a month may cost; null where nothing caps it.',
  'limits.quota': 'Units of the current week; null where there are none.',
  price: 'What the start would cost, if what is left does not cover it; otherwise null.',
  available: 'What there is for it; otherwise null.',
  missing: 'What is missing: price less available; otherwise null.',
  measure: 'What these three are in: the currency, or the meter whose units are counted; otherwise null.',
  reservation: 'What is held, where that was asked for.',
  'reservation.id': 'The key it was made with; a usage event that carries it settles it.',
  'reservation.state': 'Whether it still holds.',
  'reservation.amount': 'How much it holds.',
  'reservation.expiresAt': 'Until when.',
}

const answer: Shape = {
  name: 'CheckAnswer',
  schema: checkAnswer,
  description: 'The gate’s yes.',
  fields: { allowed: 'Always true.', reason: 'Always null.', ...figures },
}

const refusal: Shape = {
  name: 'CheckRefusal',
  schema: checkRefusal,
  description: 'The gate’s no: the fields of its yes, and the envelope of every refusal.',
  fields: {
    allowed: 'Always false.',
    reason: 'Why, for machines.',
    ...figures,
    detail: 'The refusal as every route says it, with its facts.',
    'detail.error_code': 'For machines; the list is closed.',
    'detail.message': 'For people: why, with the figures.',
  },
}

const limits = { maxDiskMb: 20_480, maxMemoryMb: null, maxVcpus: null, concurrency: 5, spendCap: null, quota: null }
const left = {
  biller: 'prepaid',
  currency: 'USD',
  remaining: '4.25',
  held: '0.00',
  units: null,
  concurrent: null,
  limits,
  price: null,
  available: null,
  missing: null,
  measure: null,
  reservation: null,
}
const tooDear = { price: '12.00', available: '4.25', missing: '7.75', measure: 'USD' }
/** A refusal that is about the question, and still says what is left. */
const ofKey = (code: string, message: string) => ({
  [`${code}, with what is left`]: { allowed: false, reason: code, ...left, detail: { error_code: code, message } },
})
const tooMany = { limit: 5, concurrent: 5, remaining: 0 }

const released: Shape = {
  name: 'ReleaseAnswer',
  schema: releaseAnswer,
  description: 'A reservation after it was released.',
  fields: { reservation: 'Which.', state: 'How it ended; one that was settled before stays settled.' },
}

export const gateRoutes: readonly RouteEntry[] = [
  {
    method: 'POST',
    path: '/api/v1/check',
    id: 'check',
    tag: 'Gate',
    summary: 'Ask whether work may start',
    description:
      'Reads one row and calls nobody else. With `reserve` it holds the amount, so that parallel starts cannot overspend. ' +
      'Every answer about an organization says what is left, yes or no; a no also says why, and what is missing.',
    callers: ['key gate:check'],
    computeRemaining: true,
    body: {
      shape: request,
      examples: {
        'A sandbox': { org: 'acme', resource: { diskMb: 10_240, memoryMb: 4096, vcpus: 2 }, concurrent: 3 },
        'With a reservation': {
          org: 'acme',
          meter: 'sandbox.seconds',
          quantity: 3600,
          reserve: true,
          idempotencyKey: 'sbx-1',
        },
      },
    },
    answers: {
      200: {
        description: 'It may start.',
        shape: answer,
        examples: {
          Allowed: {
            allowed: true,
            reason: null,
            ...left,
          },
        },
      },
      402: {
        description: 'Nothing pays for it.',
        shape: refusal,
        examples: {
          'Too little is left': {
            allowed: false,
            reason: 'insufficient_funds',
            ...left,
            ...tooDear,
            detail: {
              error_code: 'payment_required',
              message: 'This costs USD 12.00, and USD 4.25 is left: USD 7.75 is missing. Add funds to go on.',
              reason: 'insufficient_funds',
              currency: 'USD',
              ...tooDear,
            },
          },
        },
      },
      403: {
        description: 'It is too large.',
        shape: refusal,
        examples: {
          'Too much disk': {
            allowed: false,
            reason: 'max_disk_mb',
            ...left,
            detail: {
              error_code: 'limit_exceeded',
              message: 'At most 20480 MB of disk are allowed; 40960 were asked for.',
              reason: 'max_disk_mb',
              limit: 20_480,
              requested: 40_960,
            },
          },
        },
      },
      429: {
        description: 'As much runs already as may.',
        shape: refusal,
        examples: {
          'Five run': {
            allowed: false,
            reason: 'concurrency_exceeded',
            ...left,
            concurrent: { running: 5, remaining: 0 },
            detail: {
              error_code: 'concurrency_exceeded',
              message: 'At most 5 may run at once; 5 run already.',
              reason: 'concurrency_exceeded',
              ...tooMany,
            },
          },
        },
      },
      404: {
        description: 'No price book of the organization knows the meter.',
        shape: refusal,
        examples: ofKey('unknown_meter', 'No price book knows this meter.'),
      },
      409: {
        description: 'The reservation of this key is closed.',
        shape: refusal,
        examples: ofKey('reservation_closed', 'This reservation is closed: it is settled. Reserve with a new key.'),
      },
      422: {
        description: 'The key reserved something else, or the meter has no price on this day.',
        shape: refusal,
        examples: ofKey('idempotency_mismatch', 'This key reserved something else.'),
      },
      400: {
        description: 'It would cost more than can be billed.',
        shape: refusal,
        examples: ofKey('invalid_quantity', 'The quantity is too large.'),
      },
    },
    refusals: [
      'payment_required',
      'limit_exceeded',
      'concurrency_exceeded',
      'not_found',
      'unknown_org',
      'unknown_meter',
      'price_missing',
      'invalid_quantity',
      'idempotency_mismatch',
      'reservation_closed',
      'unavailable',
    ],
  },
  {
    method: 'DELETE',
    path: '/api/v1/orgs/{org}/reservations/{reservation}',
    id: 'releaseReservation',
    tag: 'Gate',
    summary: 'Release a reservation',
    description: 'Gives back what is held, for work that did not start.',
    callers: ['key gate:check'],
    computeRemaining: true,
    parameters: {
      org: { schema: orgSlug, description: 'Whose it is.', example: 'acme' },
      reservation: { schema: z.string(), description: 'The reservation.', example: 'sbx-1' },
    },
    answers: {
      200: {
        description: 'It holds nothing any more.',
        shape: released,
        examples: { Released: { reservation: 'sbx-1', state: 'released' } },
      },
    },
    refusals: ['not_found', 'unknown_org', 'unknown_reservation', 'unavailable'],
  },
]
