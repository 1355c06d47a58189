import { packsAnswer, packVersionItem, publishPackRequest } from '@/lib/contracts/packs'
import type { RouteEntry, Shape } from './describe'

const admins = ['key funds:write', 'admin'] as const
const published = { publishedAt: '2026-11-21T09:30:00Z' }
const example = {
  pack: 'team',
  name: 'Team',
  version: 2,
  currency: 'CHF',
  price: '100.00',
  credit: '110.00',
  expiresAfterDays: 365,
  active: true,
}

const packFields = {
  pack: 'The pack.',
  name: 'Its name, for people. It is on the receipt too.',
  version: 'The version: the latest one and one more.',
  currency: 'Of price and credit. Organizations that pay in another one are not offered the pack.',
  price: 'What it costs.',
  credit: 'The credit it gives.',
  expiresAfterDays: 'Days after the purchase when what is left expires; null is never.',
  active: 'Whether it is sold. A latest version that is not takes the pack off the shelf.',
}

const publish: Shape = {
  name: 'PublishPackRequest',
  schema: publishPackRequest,
  description: 'The next version of a pack, or its first.',
  fields: packFields,
}

const version: Shape = {
  name: 'PackVersion',
  schema: packVersionItem,
  description: 'A version of a pack. It never changes.',
  fields: { ...packFields, version: 'The version.', publishedAt: 'When it was published.' },
}

const packs: Shape = {
  name: 'Packs',
  schema: packsAnswer,
  description: 'Every version of every pack.',
  parts: [version],
  fields: { packs: 'By pack, the newest version first.' },
}

export const packRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/admin/packs',
    id: 'listPacks',
    tag: 'Credits',
    summary: 'List the credit packs',
    description: 'Every version of every pack. The key must not be limited to one organization.',
    callers: admins,
    answers: {
      200: {
        description: 'The packs.',
        shape: packs,
        examples: { 'One version': { packs: [{ ...example, ...published }] } },
      },
    },
    refusals: ['forbidden'],
  },
  {
    method: 'POST',
    path: '/api/admin/packs',
    id: 'publishPack',
    tag: 'Credits',
    summary: 'Publish a version of a credit pack',
    description:
      'The next one, or the first. Versions that are there never change: what was bought stays as it was agreed, and a ' +
      'form that is open is paid on its own terms. The key must not be limited to one organization.',
    callers: admins,
    body: { shape: publish, examples: { 'A second version': example } },
    answers: {
      200: {
        description: 'It is published.',
        shape: version,
        examples: { Published: { ...example, ...published } },
      },
    },
    refusals: ['forbidden', 'exists', 'stale'],
  },
]
