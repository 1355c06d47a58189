import { z } from 'zod'
import { backfillAnswer, backfillRequest } from '@/lib/contracts/tenants'
import type { RouteEntry, Shape } from './describe'

const request: Shape = {
  name: 'BackfillRequest',
  schema: backfillRequest,
  description:
    'The tenants of a cluster, as Kubernetes lists them. Fields that are not read may be there, and what may be left out ' +
    'may be null.',
  fields: {
    apiVersion: 'As Kubernetes says it; not read.',
    kind: 'As Kubernetes says it; not read.',
    metadata: 'As Kubernetes says it; not read.',
    orgLabel: 'The label that names the organization.',
    dryRun: 'Whether only to say what would be recorded.',
    items: 'The tenants. One that is not as described is skipped and reported.',
    'items[].metadata': 'Name, namespace, labels and time of creation.',
    'items[].metadata.name': 'The name of the tenant.',
    'items[].metadata.namespace': 'Its namespace; it is part of the name by which the tenant is recorded.',
    'items[].metadata.creationTimestamp': 'When it was created.',
    'items[].metadata.deletionTimestamp': 'When it ends; once that time has come, the end is recorded.',
    'items[].metadata.labels': 'The labels; one names the organization.',
    'items[].spec': 'What was asked for.',
    'items[].spec.packages': 'Its packages, by name or as objects with a name.',
    'items[].spec.suspend':
      'Whether it is suspended; without it, whether it has been suspended since some time says so.',
    'items[].status': 'What is.',
    'items[].status.suspendedAt': 'Since when it is suspended. Without it, from when that is first seen.',
  },
}

const answer: Shape = {
  name: 'BackfillAnswer',
  schema: backfillAnswer,
  description:
    'How much was new, or would be in a dry run, and what could not be recorded. A second run over the same snapshot ' +
    'inserts nothing.',
  fields: {
    message: 'In words.',
    dryRun: 'Whether nothing was recorded because only a dry run was asked for.',
    tenantsExamined: 'Items in the snapshot.',
    lifecycleInserted: 'Creations and deletions recorded.',
    eventsInserted: 'Changes of packages recorded.',
    suspensionEventsInserted: 'Suspensions and resumptions recorded.',
    changes: 'The tenants of which something was missing.',
    'changes[].org': 'Whose it is.',
    'changes[].tenant': 'The name by which it is recorded.',
    'changes[].recorded': 'What was missing.',
    'changes[].recorded[].kind': 'What happened.',
    'changes[].recorded[].package': 'The package it is about.',
    'changes[].recorded[].occurredAt': 'When it happened.',
    skipped: 'The items that could not be recorded. They do not hold up the others.',
    'skipped[].tenant': 'The item, by namespace and name, or by its place where it has none.',
    'skipped[].error_code': 'The reason, as a code.',
    'skipped[].message': 'The reason, as a sentence.',
    notListed: 'Tenants that are recorded living and that the snapshot does not have.',
    'notListed[].org': 'Whose it is.',
    'notListed[].tenant': 'The name by which it is recorded.',
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
      'Reads creation, deletion, packages and suspension of every tenant in a posted snapshot and records what is missing. ' +
      'A tenant is recorded as `namespace/name`, unless its organization has it on record under its name alone; if ' +
      'several namespaces could claim that name, it belongs to the tenant created nearest to the recorded creation.',
    callers: ['key backfill:write', 'admin'],
    query: {
      dryRun: {
        schema: z.boolean(),
        description: 'Whether only to say what would be recorded; the body may say so too.',
        example: true,
      },
    },
    body: {
      shape: request,
      examples: {
        'One tenant': {
          items: [
            {
              metadata: {
                name: 'prod',
                namespace: 'acme',
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
            message:
              'Backfill of 2 tenants is complete: 2 events were recorded. 1 item was skipped; each has a reason. ' +
              '1 tenant is recorded living but not in the list.',
            dryRun: false,
            tenantsExamined: 2,
            lifecycleInserted: 1,
            eventsInserted: 1,
            suspensionEventsInserted: 0,
            changes: [
              {
                org: 'acme',
                tenant: 'acme/prod',
                recorded: [
                  { kind: 'created', occurredAt: '2026-11-21T09:30:00Z' },
                  { kind: 'enabled', package: 'ocr', occurredAt: '2026-11-21T09:30:00Z' },
                ],
              },
            ],
            skipped: [
              {
                tenant: 'kube-system/system',
                error_code: 'unknown_org',
                message: 'It has no label kontor.io/org that names an organization.',
              },
            ],
            notListed: [{ org: 'acme', tenant: 'acme-lab' }],
          },
        },
      },
    },
    refusals: ['not_found'],
  },
]
