import { z } from 'zod'
import { checkAnswer, checkRequest, releaseAnswer } from '@/lib/contracts/check'
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

const answer: Shape = {
  name: 'CheckAnswer',
  schema: checkAnswer,
  description: 'The gate’s yes. Its no is a refusal with a `reason`.',
  fields: {
    allowed: 'Always true.',
    reason: 'Always null.',
    biller: 'Who charges the usage.',
    currency: 'Of the amounts.',
    remaining: 'Money that is left; null where nothing limits it.',
    units: 'What is left of a quota, where there is one.',
    'units.unit': 'What is counted.',
    'units.remaining': 'How much is left.',
    limits: 'What one start may have.',
    'limits.maxDiskMb': 'Disk, in MB.',
    'limits.maxMemoryMb': 'Memory, in MB; null where it is not limited.',
    'limits.maxVcpus': 'Virtual CPUs; null where they are not limited.',
    'limits.concurrency': 'How many may run at once.',
    reservation: 'What is held, where that was asked for.',
    'reservation.id': 'The key it was made with; a usage event that carries it settles it.',
    'reservation.state': 'Whether it still holds.',
    'reservation.amount': 'How much it holds.',
    'reservation.expiresAt': 'Until when.',
  },
}

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
      'Reads one row and calls nobody else. With `reserve` it holds the amount, so that parallel starts cannot overspend.',
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
            biller: 'prepaid',
            currency: 'USD',
            remaining: '4.25',
            units: null,
            limits: { maxDiskMb: 20_480, maxMemoryMb: null, maxVcpus: null, concurrency: 5 },
            reservation: null,
          },
        },
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
      'stale',
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
    refusals: ['not_found', 'unknown_org', 'unknown_reservation', 'stale'],
  },
]
