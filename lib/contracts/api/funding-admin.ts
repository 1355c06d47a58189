import { z } from 'zod'
import { orgSlug } from '@/lib/contracts/common'
import type { Parameter, RouteEntry } from './describe'
import {
  billerRequestShape,
  billerShape,
  fundingRequestShape,
  grantRequestShape,
  grantShape,
  settingsShape,
  takeBackRequestShape,
  takeBackShape,
} from './funding-shapes'

const org: Parameter = { schema: orgSlug, description: 'The organization.', example: 'acme' }
const grantId = 'gr_01jd8x4m2c8q7w1k5b3n9r6t0v'
const at = '2026-11-21T09:30:00Z'

/** An example. */
export const settings = {
  spendCap: '250.00',
  freeCredit: true,
  subscribed: false,
  card: false,
  tier: 'pro',
  concurrency: 100,
  maxDiskMb: 20480,
  cell: 'zurich-1',
  unitPolicy: { pagesPerUnit: 1, bytesPerUnit: 1_048_576, minimumUnits: 1 },
}

const admins = ['key funds:write', 'admin'] as const

/** Routes by which administrators and machines fund an organization. */
export const fundingAdminRoutes: readonly RouteEntry[] = [
  {
    method: 'POST',
    path: '/api/admin/orgs/{org}/grants',
    id: 'grantCredit',
    tag: 'Credits',
    summary: 'Grant credit',
    description: 'Once for each reference. The gate counts it at once, and a halt ends with it.',
    callers: admins,
    parameters: { org },
    body: {
      shape: grantRequestShape,
      examples: {
        'Twenty francs': { amount: '20.00', reference: 'ticket-4711', note: 'For the outage of 3 November' },
        'Units until the end of the year': {
          origin: 'pack',
          asset: 'compute.units',
          amount: '500',
          expiresAt: '2027-01-01T00:00:00+01:00',
          reference: 'pack-17',
        },
      },
    },
    answers: {
      200: {
        description: 'It is granted.',
        shape: grantShape,
        examples: { Granted: { org: 'acme', grant: grantId, outcome: 'granted' } },
      },
    },
    refusals: ['unknown_org', 'currency_mixed', 'idempotency_mismatch', 'invalid_timestamp', 'unavailable'],
  },
  {
    method: 'POST',
    path: '/api/admin/orgs/{org}/grants/{grant}/take-back',
    id: 'takeBackCredit',
    tag: 'Credits',
    summary: 'Take unused credit back',
    description:
      'Once for each reference, and at most what is left. What was spent already stays spent. The same reference again ' +
      'takes nothing and answers what was taken the first time.',
    callers: admins,
    parameters: { org, grant: { schema: z.string(), description: 'The grant.', example: grantId } },
    body: {
      shape: takeBackRequestShape,
      examples: { 'A refund': { amount: '10.00', kind: 'refund', reference: 're_3QxA', note: '' } },
    },
    answers: {
      200: {
        description: 'What was taken back.',
        shape: takeBackShape,
        examples: { Taken: { org: 'acme', grant: grantId, asset: 'CHF', taken: '10.00', remaining: '7.25' } },
      },
    },
    refusals: ['unknown_org', 'unknown_grant', 'idempotency_mismatch', 'unavailable'],
  },
  {
    method: 'POST',
    path: '/api/admin/orgs/{org}/biller',
    id: 'startOnBiller',
    tag: 'Credits',
    summary: 'Put an organization on a biller',
    description:
      'From now or another time on. The first time an organization comes onto `prepaid`, `free_credit` or `linked` it is ' +
      'welcomed with credit. Usage that is charged already stays with the biller that charged it.',
    callers: admins,
    parameters: { org },
    body: {
      shape: billerRequestShape,
      examples: {
        'Prepaid from now on': { biller: 'prepaid' },
        'Free credit of another amount': { biller: 'free_credit', welcomeCredit: '250.00' },
      },
    },
    answers: {
      200: {
        description: 'It is on the biller.',
        shape: billerShape,
        examples: {
          Welcomed: {
            org: 'acme',
            biller: 'prepaid',
            effectiveAt: at,
            switched: true,
            welcome: { grant: grantId, asset: 'CHF', amount: '5.00' },
          },
        },
      },
    },
    refusals: ['unknown_org', 'biller_fixed', 'mode_off', 'invalid_timestamp', 'unavailable'],
  },
  {
    method: 'PUT',
    path: '/api/admin/orgs/{org}/funding',
    id: 'saveFunding',
    tag: 'Credits',
    summary: 'Set caps and limits',
    description: 'Only what is named changes. The gate holds it at once, also against work under way.',
    callers: admins,
    parameters: { org },
    body: {
      shape: fundingRequestShape,
      examples: {
        'A cap': { spendCap: '250.00' },
        'A tier of its own': { tier: 'custom', concurrency: 2500 },
        'Ten pages to the unit': { unitPolicy: { pagesPerUnit: 10, bytesPerUnit: 5_242_880, minimumUnits: 1 } },
      },
    },
    answers: {
      200: {
        description: 'The settings are saved.',
        shape: settingsShape,
        examples: { Saved: { org: 'acme', settings } },
      },
    },
    refusals: ['unknown_org', 'unknown_cell', 'unavailable'],
  },
]
