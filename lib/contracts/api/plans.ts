import { orgSlug } from '@/lib/contracts/common'
import type { Parameter, RouteEntry } from './describe'
import { plans, publish, reset, subscribe, subscription, switches, switchesWanted, version, week } from './plan-shapes'

const at = '2026-11-21T09:30:00Z'
const org: Parameter = { schema: orgSlug, description: 'The organization.', example: 'acme' }
const admins = ['key funds:write', 'admin'] as const
const example = {
  plan: 'compute-team',
  name: 'Team',
  version: 2,
  quota: '5000',
  currency: 'CHF',
  priceMonthly: '49.00',
  priceAnnual: '490.00',
  ratios: { base: '1', perCost: '100', ceiling: '250' },
  ceilings: { maxMemoryMb: 32768, maxVcpus: 16 },
  effectiveFrom: '2026-12-01T00:00:00Z',
  effectiveUntil: null,
  active: true,
}
const exampleWeek = {
  week: '2026-W47',
  plan: 'compute-team',
  version: 2,
  startsAt: '2026-11-16T08:00:00Z',
  endsAt: '2026-11-23T08:00:00Z',
  quota: '5000',
  used: '4250.5',
  held: '0',
  percent: 85,
}
const subscribed = { plan: 'compute-team', version: 2, billed: 'monthly' }

export const planRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/admin/plans',
    id: 'listPlans',
    tag: 'Plans',
    summary: 'List the plans',
    description: 'Every version of every plan. The key must not be limited to one organization.',
    callers: admins,
    answers: {
      200: {
        description: 'The plans.',
        shape: plans,
        examples: { 'One version': { plans: [{ ...example, publishedAt: at }] } },
      },
    },
    refusals: ['forbidden'],
  },
  {
    method: 'POST',
    path: '/api/admin/plans',
    id: 'publishPlan',
    tag: 'Plans',
    summary: 'Publish a version of a plan',
    description:
      'The next one, or the first. Versions that are there never change, and subscriptions stay on the one they have. ' +
      'The key must not be limited to one organization.',
    callers: admins,
    body: { shape: publish, examples: { 'A second version': example } },
    answers: {
      200: {
        description: 'It is published.',
        shape: version,
        examples: { Published: { ...example, publishedAt: at } },
      },
    },
    refusals: ['forbidden', 'exists', 'stale', 'invalid_timestamp'],
  },
  {
    method: 'PUT',
    path: '/api/admin/orgs/{org}/subscription',
    id: 'putOnPlan',
    tag: 'Plans',
    summary: 'Put an organization on a plan',
    description: 'Its first week of quota opens at once. The same again changes nothing.',
    callers: admins,
    parameters: { org },
    body: { shape: subscribe, examples: { Monthly: subscribed } },
    answers: {
      200: {
        description: 'It is on the plan.',
        shape: subscription,
        examples: {
          Subscribed: { org: 'acme', ...subscribed, status: 'active', periodStartedAt: at, week: exampleWeek },
        },
      },
    },
    refusals: [
      'unknown_org',
      'unknown_plan',
      'invalid_timestamp',
      'unavailable',
      'exists',
      'not_for_sale',
      'currency_mixed',
    ],
  },
  {
    method: 'POST',
    path: '/api/admin/orgs/{org}/week',
    id: 'resetWeek',
    tag: 'Plans',
    summary: 'Begin the weekly quota again',
    description:
      'With a period that has started: the current week is closed and the next one opened in one step, so that usage is ' +
      'counted in one of them. The same period again, or an earlier one, resets nothing.',
    callers: admins,
    parameters: { org },
    body: { shape: reset, examples: { 'A new period': { periodStartedAt: at } } },
    answers: {
      200: {
        description: 'The week that counts now.',
        shape: week,
        examples: { Reset: { org: 'acme', reset: true, week: { ...exampleWeek, used: '0', percent: 0 } } },
      },
    },
    refusals: ['unknown_org', 'unknown_plan', 'invalid_timestamp', 'unavailable'],
  },
  {
    method: 'GET',
    path: '/api/admin/switches',
    id: 'getSwitches',
    tag: 'Platform',
    summary: 'Whether weekly quotas are on',
    description: 'For the whole platform.',
    callers: admins,
    answers: { 200: { description: 'As it is set.', shape: switches, examples: { On: { computeMode: true } } } },
    refusals: ['forbidden'],
  },
  {
    method: 'PUT',
    path: '/api/admin/switches',
    id: 'setSwitches',
    tag: 'Platform',
    summary: 'Switch weekly quotas on or off',
    description:
      'For the whole platform. While they are off, no organization is put on them; who is on them stays so, and its usage is charged by the biller of its own time.',
    callers: admins,
    body: { shape: switchesWanted, examples: { On: { computeMode: true } } },
    answers: { 200: { description: 'It is set.', shape: switches, examples: { On: { computeMode: true } } } },
    refusals: ['forbidden'],
  },
]
