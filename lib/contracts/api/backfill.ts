import { backfillAnswer, backfillRequest } from '@/lib/contracts/tenants'
import type { RouteEntry, Shape } from './describe'

const request: Shape = {
  name: 'BackfillRequest',
  schema: backfillRequest,
  description: 'The live tenants of a cluster, as Kubernetes lists them. Fields that are not read may be there.',
  fields: {
    apiVersion: 'As Kubernetes says it; not read.',
    kind: 'As Kubernetes says it; not read.',
    metadata: 'As Kubernetes says it; not read.',
    orgLabel: 'The label that names the organization.',
    items: 'The tenants.',
    'items[].metadata': 'Name, labels and time of creation.',
    'items[].metadata.name': 'The name of the tenant.',
    'items[].metadata.creationTimestamp': 'When it was created.',
    'items[].metadata.labels': 'The labels; one names the organization.',
    'items[].spec': 'What was asked for.',
    'items[].spec.packages': 'Its packages, by name or as objects with a name.',
    'items[].status': 'What is.',
    'items[].status.suspendedAt': 'Since when it is suspended.',
  },
}

const answer: Shape = {
  name: 'BackfillAnswer',
  schema: backfillAnswer,
  description: 'How much was new. A second run over the same snapshot inserts nothing.',
  fields: {
    message: 'In words.',
    tenantsExamined: 'Tenants in the snapshot.',
    lifecycleInserted: 'Creations recorded.',
    eventsInserted: 'Changes of packages recorded.',
    suspensionEventsInserted: 'Suspensions and resumptions recorded.',
  },
}

export const backfillRoutes: readonly RouteEntry[] = [
  {
    method: 'POST',
    path: '/api/admin/billing/backfill',
    id: 'backfillTenants',
    tag: 'Tenants',
    summary: 'Mirror the live tenants of a cluster',
    description:
      'Reads creation, packages and suspension of every tenant in a posted snapshot and records what is missing.',
    callers: ['key backfill:write', 'admin'],
    body: {
      shape: request,
      examples: {
        'One tenant': {
          items: [
            {
              metadata: {
                name: 'acme-prod',
                creationTimestamp: '2026-11-21T09:30:00Z',
                labels: { 'kontor.io/org': 'acme' },
              },
              spec: { packages: ['ocr', { name: 'translate' }] },
              status: { suspendedAt: null },
            },
          ],
        },
      },
    },
    answers: {
      200: {
        description: 'The snapshot is mirrored.',
        shape: answer,
        examples: {
          Mirrored: {
            message: 'Backfill of 1 tenants is complete.',
            tenantsExamined: 1,
            lifecycleInserted: 1,
            eventsInserted: 2,
            suspensionEventsInserted: 0,
          },
        },
      },
    },
    refusals: ['invalid_timestamp', 'unknown_org', 'tenant_taken', 'stale'],
  },
]
