import { documentAnswer, documentRequest } from '@/lib/contracts/documents'
import type { RouteEntry, Shape } from './describe'

const request: Shape = {
  name: 'DocumentRequest',
  schema: documentRequest,
  description: 'A document that was processed.',
  fields: {
    idempotencyKey: 'Made by the caller. The same key again is accepted and counted once.',
    org: 'For whom it was processed.',
    pages: 'Its pages.',
    bytes: 'Its size.',
    occurredAt: 'When it was processed.',
    operation: 'How it came to be processed: it decides the category.',
    'operation.automation': 'In an automation.',
    'operation.ai': 'With AI.',
    'operation.apiKey': 'By a call with an API key.',
    resource: 'What the use is about: a job, a sandbox.',
  },
}

const answer: Shape = {
  name: 'DocumentAnswer',
  schema: documentAnswer,
  description: 'What the document counted.',
  fields: {
    idempotencyKey: 'The key of the request.',
    status: 'Counted now, counted before, or bypassed: then it is neither counted nor charged.',
    category: 'Automation before AI before a plain API call; none of them is bypassed.',
    units: 'Document units by the policy of the organization.',
  },
}

const example = {
  idempotencyKey: 'job-8f14e45f',
  org: 'acme',
  pages: 21,
  bytes: 1_400_000,
  occurredAt: '2026-11-21T09:30:00Z',
  operation: { apiKey: true },
}

export const documentRoutes: readonly RouteEntry[] = [
  {
    method: 'POST',
    path: '/api/v1/usage/documents',
    id: 'recordDocument',
    tag: 'Usage',
    summary: 'Report a processed document',
    description:
      'Counts a document as usage of the meter `doc.units`: the larger of its pages and its bytes in begun units of the ' +
      'policy of the organization, and never less than its minimum.',
    callers: ['key usage:write'],
    computeRemaining: true,
    body: { shape: request, examples: { 'A call with an API key': example } },
    answers: {
      200: {
        description: 'It was looked at.',
        shape: answer,
        examples: { Counted: { idempotencyKey: 'job-8f14e45f', status: 'accepted', category: 'API', units: '3' } },
      },
    },
    refusals: [
      'invalid_quantity',
      'invalid_timestamp',
      'not_found',
      'unknown_org',
      'unknown_meter',
      'price_missing',
      'payment_required',
      'idempotency_mismatch',
    ],
  },
]
