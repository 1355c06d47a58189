import { publishTierRequest, tiersAnswer, tierVersionItem } from '@/lib/contracts/tiers'
import type { RouteEntry, Shape } from './describe'

const admins = ['key funds:write', 'admin'] as const
const example = {
  tier: 'pro',
  version: 2,
  currency: 'CHF',
  priceMonthly: '20.00',
  priceAnnual: '200.00',
  active: true,
} as const
const published = { ...example, concurrency: 100, publishedAt: '2026-11-21T09:30:00Z' } as const

const tierFields = {
  tier: 'The tier.',
  version: 'The version: the latest one in this currency and one more.',
  currency: 'Of the prices. Organizations that pay in another one are not offered them.',
  priceMonthly: 'What a month costs.',
  priceAnnual: 'What a year costs.',
  active: 'Whether it is sold. A latest version that is not takes the tier off the shelf.',
}

const publish: Shape = {
  name: 'PublishTierRequest',
  schema: publishTierRequest,
  description: 'The next version of what a tier costs in a currency, or its first.',
  fields: tierFields,
}

const version: Shape = {
  name: 'TierVersion',
  schema: tierVersionItem,
  description: 'A version of what a tier costs. It never changes.',
  fields: {
    ...tierFields,
    version: 'The version.',
    concurrency: 'How much may run at once.',
    publishedAt: 'When it was published.',
  },
}

const tiers: Shape = {
  name: 'Tiers',
  schema: tiersAnswer,
  description: 'Every version of what every tier costs.',
  parts: [version],
  fields: { tiers: 'By tier and currency, the newest version first.' },
}

export const tierRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/admin/tiers',
    id: 'listTiers',
    tag: 'Plans',
    summary: 'List what the tiers cost',
    description:
      'Every version of what every tier of concurrency costs. The key must not be limited to one organization.',
    callers: admins,
    answers: {
      200: { description: 'The tiers.', shape: tiers, examples: { 'One version': { tiers: [published] } } },
    },
    refusals: ['forbidden'],
  },
  {
    method: 'POST',
    path: '/api/admin/tiers',
    id: 'publishTier',
    tag: 'Plans',
    summary: 'Publish what a tier costs',
    description:
      'The next version in its currency, or the first. Versions that are there never change: who subscribes to one goes ' +
      'on paying it. The key must not be limited to one organization.',
    callers: admins,
    body: { shape: publish, examples: { 'A second version': example } },
    answers: {
      200: { description: 'It is published.', shape: version, examples: { Published: published } },
    },
    refusals: ['forbidden', 'exists', 'stale'],
  },
]
