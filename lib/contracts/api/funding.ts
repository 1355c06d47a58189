import { z } from 'zod'
import { orgSlug } from '@/lib/contracts/common'
import { entryKinds } from '@/lib/core/funding/ledger'
import type { Parameter, RouteEntry } from './describe'
import { settings } from './funding-admin'
import { fundingShape, ledgerShape } from './funding-state-shapes'

const org: Parameter = { schema: orgSlug, description: 'The organization.', example: 'acme' }
const grantId = 'gr_01jd8x4m2c8q7w1k5b3n9r6t0v'
const at = '2026-11-21T09:30:00Z'

const prepaid = {
  org: 'acme',
  currency: 'CHF',
  biller: 'prepaid',
  since: '2026-09-01T00:00:00Z',
  comingSwitches: [{ biller: 'invoice', effectiveAt: '2026-12-31T23:00:00Z' }],
  gate: {
    allowed: true,
    halted: false,
    reason: null,
    message: null,
    remaining: '17.25',
    held: '0.50',
    units: null,
    limits: { maxDiskMb: 20480, maxMemoryMb: null, maxVcpus: null, concurrency: 100, spendCap: null, quota: null },
  },
  waiting: null,
  grants: [
    {
      grant: grantId,
      origin: 'topup',
      asset: 'CHF',
      state: 'open',
      priority: 0,
      grantedAt: at,
      expiresAt: null,
      granted: '20.00',
      remaining: '17.25',
      held: '0.50',
      used: '2.25',
      expired: '0.00',
      refunded: '0.00',
    },
  ],
  spend: { month: '2026-11', cap: '250.00', spent: '0.00', held: '0.00' },
  week: null,
  settings,
}

const readers = ['key usage:read', 'member', 'admin'] as const

export const fundingRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/v1/orgs/{org}/funding',
    id: 'funding',
    tag: 'Credits',
    summary: 'Read what an organization is funded by',
    description: 'Its biller and those to come, what the gate answers, credit in the order it is drawn, cap and quota.',
    callers: readers,
    parameters: { org },
    answers: { 200: { description: 'The funding.', shape: fundingShape, examples: { Prepaid: prepaid } } },
    refusals: ['unknown_org'],
  },
  {
    method: 'GET',
    path: '/api/v1/orgs/{org}/ledger',
    id: 'ledger',
    tag: 'Credits',
    summary: 'Read the ledger',
    description: 'Every movement of credit, newest first.',
    callers: readers,
    parameters: { org },
    query: {
      before: { schema: z.string(), description: 'Entries before this sequence: `next` of a page.', example: '4711' },
      limit: { schema: z.int().min(1).max(500), description: 'How many; 50 if left out.', example: 100 },
    },
    answers: {
      200: {
        description: 'A page of the ledger.',
        shape: ledgerShape,
        examples: {
          'The last page': {
            org: 'acme',
            entries: [
              {
                sequence: '12',
                kind: 'topup',
                grant: grantId,
                asset: 'CHF',
                amount: '20.00',
                reference: 'cs_test_a1',
                note: '',
                occurredAt: at,
              },
            ],
            next: null,
          },
        },
      },
    },
    refusals: ['unknown_org', 'invalid_request', 'unknown_field'],
  },
  {
    method: 'GET',
    path: '/api/orgs/{org}/ledger.csv',
    id: 'ledgerFile',
    tag: 'Credits',
    summary: 'Download the ledger as a file',
    description:
      'Every movement of credit in a time, newest first, as CSV. `kind` and `origin` are keys; `kind_name` and `credit_name` ' +
      'say the same in the language of the organization’s documents. Without a time that can be read it is the month so far.',
    callers: ['member', 'admin'],
    parameters: { org },
    query: {
      from: { schema: z.string(), description: 'The first day.', example: '2026-10-01' },
      to: { schema: z.string(), description: 'The last day, included; at most 366 days.', example: '2026-10-31' },
      kind: { schema: z.enum(entryKinds), description: 'One kind of movement alone.', example: 'debit' },
    },
    answers: { 200: { description: 'The file.', mediaType: 'text/csv' } },
  },
]
