import {
  mostTotals,
  parityAnswer,
  parityQuery,
  parityRow,
  sourceTotal,
  sourceTotalsAnswer,
  sourceTotalsRequest,
} from '@/lib/contracts/parity'
import type { RouteEntry, Shape } from './describe'

const total: Shape = {
  name: 'SourceTotal',
  schema: sourceTotal,
  description: 'What a source measured of an organization’s use of a meter on a civil day.',
  fields: {
    org: 'Who used it.',
    meter: 'What was measured.',
    day: 'The day in the zone of the organization.',
    quantity: 'How much, of the whole day.',
  },
}

const report: Shape = {
  name: 'SourceTotalsRequest',
  schema: sourceTotalsRequest,
  description: `Totals of one source, at most ${mostTotals}.`,
  fields: { source: 'Who measured. The name `portal` is taken.', totals: 'Of an org, meter and day the last counts.' },
  parts: [total],
}

const kept: Shape = {
  name: 'SourceTotalsAnswer',
  schema: sourceTotalsAnswer,
  description: 'What was kept.',
  fields: { source: 'Who measured.', recorded: 'How many totals.' },
}

const row: Shape = {
  name: 'ParityRow',
  schema: parityRow,
  description: 'What two sources say of one organization, meter and period.',
  fields: {
    org: 'The organization.',
    meter: 'The meter.',
    period: 'The day or the month.',
    left: 'What the left source says.',
    right: 'What the right source says.',
    difference: 'Left less right.',
    share: 'The difference in percent of the larger side, with six decimals.',
    flagged: 'Whether it is above 0.007 percent, decided on the exact quantities.',
  },
}

const answer: Shape = {
  name: 'Parity',
  schema: parityAnswer,
  description: 'Two sources beside each other.',
  fields: {
    left: 'The left source.',
    right: 'The right source.',
    rows: 'By meter, then organization, then period.',
    flagged: 'How many rows are flagged.',
  },
  parts: [row],
}

const { left, right, from, to, by, org, meter } = parityQuery.shape

export const parityRoutes: readonly RouteEntry[] = [
  {
    method: 'POST',
    path: '/api/v1/usage/sources',
    id: 'reportSourceTotals',
    tag: 'Usage',
    summary: 'Report what another system measured',
    description:
      'Daily totals of a gateway, a cluster or any other system that saw the same usage, to be compared with what the ' +
      'portal counted. They charge nothing. A total that is reported again replaces the last one. One unknown ' +
      'organization sinks the whole report.',
    callers: ['key usage:write'],
    body: {
      shape: report,
      examples: {
        'A day': {
          source: 'llm-gateway',
          totals: [{ org: 'acme', meter: 'llm.input_tokens', day: '2026-11-20', quantity: 1_200_000 }],
        },
      },
    },
    answers: {
      200: {
        description: 'The totals are kept.',
        shape: kept,
        examples: { Kept: { source: 'llm-gateway', recorded: 1 } },
      },
    },
    refusals: ['invalid_quantity', 'not_found', 'unknown_org'],
  },
  {
    method: 'GET',
    path: '/api/v1/usage/parity',
    id: 'usageParity',
    tag: 'Usage',
    summary: 'Compare two sources of the same usage',
    description:
      'By organization, meter and period; a source that says nothing counts as zero. Without `org` it is about every ' +
      'organization the caller may see: administrators and keys of the whole platform see all.',
    callers: ['key usage:read', 'member', 'admin'],
    query: {
      left: {
        schema: left,
        description: 'A source; `portal` is what was counted here.',
        example: 'portal',
        required: true,
      },
      right: { schema: right, description: 'The source to compare it with.', example: 'llm-gateway', required: true },
      from: { schema: from, description: 'The first day.', example: '2026-11-01', required: true },
      to: {
        schema: to,
        description: 'The day after the last; at most 366 days on.',
        example: '2026-12-01',
        required: true,
      },
      by: { schema: by, description: 'The period of a row.', example: 'month' },
      org: { schema: org, description: 'One organization alone.', example: 'acme' },
      meter: { schema: meter, description: 'One meter alone.', example: 'llm.input_tokens' },
    },
    answers: {
      200: {
        description: 'The comparison.',
        shape: answer,
        examples: {
          'A month': {
            left: 'portal',
            right: 'llm-gateway',
            rows: [
              {
                org: 'acme',
                meter: 'llm.input_tokens',
                period: '2026-11',
                left: '1200000',
                right: '1200090',
                difference: '-90',
                share: '0.007499',
                flagged: true,
              },
            ],
            flagged: 1,
          },
        },
      },
    },
    refusals: ['invalid_request', 'unknown_field', 'forbidden', 'unknown_org'],
  },
]
