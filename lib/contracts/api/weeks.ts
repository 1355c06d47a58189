import { z } from 'zod'
import { orgSlug } from '@/lib/contracts/common'
import { pastWeekItem, weekMeterItem, weeksAnswer } from '@/lib/contracts/weeks'
import type { RouteEntry, Shape } from './describe'
import { quotaWeekShape } from './funding-state-shapes'

const meter: Shape = {
  name: 'WeekMeter',
  schema: weekMeterItem,
  description: 'What of a week’s quota one meter took.',
  fields: {
    meter: 'The meter.',
    units: 'Compute units: for each use the base of the plan and its ratio times the cost.',
    events: 'How many uses they were for.',
  },
}

const week: Shape = {
  name: 'PastWeek',
  schema: pastWeekItem,
  description: 'A week of quota as it was: with the quota and the version of the plan that held in it.',
  parts: [meter],
  fields: {
    id: 'Its id.',
    ...quotaWeekShape.fields,
    closedAt: 'When it was over, or a change of the period cut it off; null while it lasts.',
    meters: 'What the quota went to, the largest first. Extras and what waits to be paid are not in it.',
  },
}

const shape: Shape = {
  name: 'Weeks',
  schema: weeksAnswer,
  description: 'A page of the weeks of an organization’s quota.',
  parts: [week],
  fields: {
    org: 'Whose they are.',
    weeks: 'The latest first.',
    next: 'Ask for the next page with this as `before`; null where there is none.',
  },
}

export const weekRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/v1/orgs/{org}/weeks',
    id: 'weeks',
    tag: 'Plans',
    summary: 'Read the weeks of quota',
    description: 'The current week and those before it: quota, use, plan, and what the quota went to by meter.',
    callers: ['key usage:read', 'member', 'admin'],
    parameters: { org: { schema: orgSlug, description: 'The organization.', example: 'acme' } },
    query: {
      before: {
        schema: z.string(),
        description: 'Weeks before this one: `next` of a page.',
        example: 'wk_01jd8x4m2c8q7w1k5b3n9r6t0v',
      },
      limit: { schema: z.int().min(1).max(100), description: 'How many; 20 if left out.', example: 20 },
    },
    answers: {
      200: {
        description: 'A page of weeks.',
        shape,
        examples: {
          'One week': {
            org: 'acme',
            weeks: [
              {
                id: 'wk_01jd8x4m2c8q7w1k5b3n9r6t0v',
                week: '2026-W47',
                plan: 'team',
                version: 2,
                startsAt: '2026-11-15T23:00:00Z',
                endsAt: '2026-11-22T23:00:00Z',
                closedAt: '2026-11-22T23:00:00Z',
                quota: '1000',
                used: '417.5',
                held: '0',
                percent: 41,
                meters: [
                  { meter: 'sandbox.seconds', units: '400', events: 12 },
                  { meter: 'doc.pages', units: '17.5', events: 3 },
                ],
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
    path: '/api/orgs/{org}/weeks.csv',
    id: 'weeksFile',
    tag: 'Plans',
    summary: 'Download the past weeks of quota as a file',
    description:
      'The weeks that are over or were cut off, the latest first, as CSV: a line for each meter that a week’s quota went to, ' +
      'or one alone if it went to none. `quota` and `used` are those of the whole week, in each of its lines. Times are in ' +
      'the organization’s zone with their distance from UTC, names in the language of its documents.',
    callers: ['member', 'admin'],
    parameters: { org: { schema: orgSlug, description: 'The organization.', example: 'acme' } },
    answers: { 200: { description: 'The file.', mediaType: 'text/csv' } },
  },
]
