import { tenantName } from '@/lib/contracts/common'
import {
  createTenantRequest,
  deleteTenantRequest,
  setPackagesRequest,
  suspendRequest,
  tenantAnswer,
} from '@/lib/contracts/tenants'
import type { Answer, Parameter, RouteEntry, Shape } from './describe'

const occurredAt = 'When it happened; now, where it is left out.'

const shapes = {
  create: {
    name: 'CreateTenantRequest',
    schema: createTenantRequest,
    description: 'A new tenant of an organization.',
    fields: { org: 'Whose it is.', name: 'Its name.', packages: 'The packages it starts with.', occurredAt },
  },
  packages: {
    name: 'SetPackagesRequest',
    schema: setPackagesRequest,
    description: 'The full new set of packages.',
    fields: { packages: 'All that are enabled from then on.', occurredAt },
  },
  suspend: {
    name: 'SuspendRequest',
    schema: suspendRequest,
    description: 'A tenant was suspended, or resumed.',
    fields: { suspended: 'False where it was resumed.', occurredAt },
  },
  delete: {
    name: 'DeleteTenantRequest',
    schema: deleteTenantRequest,
    description: 'A tenant was deleted.',
    fields: { occurredAt },
  },
  answer: {
    name: 'Tenant',
    schema: tenantAnswer,
    description: 'A tenant as it is after the report, and what the report added to its record.',
    fields: {
      org: 'Whose it is.',
      tenant: 'Its name.',
      alive: 'False once it was deleted.',
      suspended: 'Whether it is suspended.',
      packages: 'The packages that are enabled, sorted.',
      recorded: 'The events this report added; none where it said nothing new.',
      'recorded[].kind': 'What happened.',
      'recorded[].package': 'The package it is about.',
      'recorded[].occurredAt': 'When it happened.',
    },
  },
} satisfies Record<string, Shape>

const name: Parameter = { schema: tenantName, description: 'The tenant.', example: 'acme-prod' }
const changeRefusals = ['invalid_timestamp', 'unknown_tenant', 'tenant_deleted', 'out_of_order', 'stale']
const at = '2026-11-21T09:30:00Z'

const tenant = (description: string, changed: object, recorded: readonly object[]): Record<200, Answer> => ({
  200: {
    description,
    shape: shapes.answer,
    examples: {
      Recorded: {
        org: 'acme',
        tenant: 'acme-prod',
        alive: true,
        suspended: false,
        packages: ['ocr'],
        ...changed,
        recorded,
      },
    },
  },
})

export const tenantRoutes: readonly RouteEntry[] = [
  {
    method: 'POST',
    path: '/api/v1/tenants',
    id: 'createTenant',
    tag: 'Tenants',
    summary: 'Report a new tenant',
    description: 'Records that a tenant was created. Reporting one that lives changes nothing.',
    callers: ['key tenants:write'],
    body: {
      shape: shapes.create,
      examples: { 'With a package': { org: 'acme', name: 'acme-prod', packages: ['ocr'], occurredAt: at } },
    },
    answers: tenant('The tenant is recorded.', {}, [
      { kind: 'created', occurredAt: at },
      { kind: 'enabled', package: 'ocr', occurredAt: at },
    ]),
    refusals: [
      'invalid_timestamp',
      'not_found',
      'unknown_org',
      'tenant_taken',
      'tenant_deleted',
      'out_of_order',
      'stale',
    ],
  },
  {
    method: 'PATCH',
    path: '/api/v1/tenants/{name}',
    id: 'setTenantPackages',
    tag: 'Tenants',
    summary: 'Set the packages of a tenant',
    description:
      'Takes the full new set. What is recorded is the difference to the set before; the same set again records nothing.',
    callers: ['key tenants:write'],
    parameters: { name },
    body: { shape: shapes.packages, examples: { 'One package': { packages: ['translate'], occurredAt: at } } },
    answers: tenant('The packages are recorded.', { packages: ['translate'] }, [
      { kind: 'disabled', package: 'ocr', occurredAt: at },
      { kind: 'enabled', package: 'translate', occurredAt: at },
    ]),
    refusals: changeRefusals,
  },
  {
    method: 'DELETE',
    path: '/api/v1/tenants/{name}',
    id: 'deleteTenant',
    tag: 'Tenants',
    summary: 'Report that a tenant was deleted',
    description: 'The tenant keeps its history and gets its final charges.',
    callers: ['key tenants:write'],
    parameters: { name },
    body: { shape: shapes.delete, examples: { 'At a time': { occurredAt: at } }, required: false },
    answers: tenant('The deletion is recorded.', { alive: false, packages: [] }, [{ kind: 'deleted', occurredAt: at }]),
    refusals: changeRefusals,
  },
  {
    method: 'POST',
    path: '/api/v1/tenants/{name}/suspend',
    id: 'suspendTenant',
    tag: 'Tenants',
    summary: 'Report that a tenant was suspended or resumed',
    description: 'A day on which a tenant is suspended from start to end is not charged.',
    callers: ['key tenants:write'],
    parameters: { name },
    body: {
      shape: shapes.suspend,
      examples: { Suspended: { suspended: true, occurredAt: at }, Resumed: { suspended: false } },
      required: false,
    },
    answers: tenant('The change is recorded.', { suspended: true }, [{ kind: 'suspended', occurredAt: at }]),
    refusals: changeRefusals,
  },
]
