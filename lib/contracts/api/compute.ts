import { orgSlug } from '@/lib/contracts/common'
import {
  computeSettingsAnswer,
  computeSettingsRequest,
  machineQuotaAnswer,
  machineQuotaRequest,
  machineTypeItem,
  machineTypeName,
  machineTypeRequest,
  machineTypesAnswer,
  savedComputeSettings,
} from '@/lib/contracts/compute'
import type { Parameter, RouteEntry, Shape } from './describe'

const settingsFields = {
  region: 'Where the machines run.',
  machineType: 'Which machine.',
  count: 'How many.',
}
const quotaFields = {
  region: 'Where it holds.',
  machineType: 'Of which machine.',
  limit: 'How many at most; null where the limit of everybody holds.',
}

const request: Shape = {
  name: 'ComputeSettingsRequest',
  schema: computeSettingsRequest,
  description: 'The hardware an organization asks for.',
  fields: settingsFields,
}

const saved: Shape = {
  name: 'SavedComputeSettings',
  schema: savedComputeSettings,
  description: 'The hardware that was saved.',
  fields: { ...settingsFields, updatedAt: 'When it was saved.' },
}

const settings: Shape = {
  name: 'ComputeSettings',
  schema: computeSettingsAnswer,
  description: 'The hardware an organization asked for last, and the quotas it has for itself.',
  fields: {
    org: 'The organization.',
    settings: 'What was saved last; null where nothing was.',
    quotas: 'Where a region and machine type is not listed, the limit of everybody holds.',
    'quotas[].region': quotaFields.region,
    'quotas[].machineType': quotaFields.machineType,
    'quotas[].limit': 'How many at most.',
  },
  parts: [saved],
}

const quotaRequest: Shape = {
  name: 'MachineQuotaRequest',
  schema: machineQuotaRequest,
  description: 'What an organization may have of a machine in a region.',
  fields: quotaFields,
}

const quota: Shape = {
  name: 'MachineQuota',
  schema: machineQuotaAnswer,
  description: 'The quota that was set.',
  fields: { org: 'The organization.', ...quotaFields },
}

const typeFields = {
  vcpus: 'Virtual processors.',
  memoryGb: 'Memory in GB.',
  defaultLimit: 'How many an organization may have in a region, where it has no quota of its own.',
}

const typeRequest: Shape = {
  name: 'MachineTypeRequest',
  schema: machineTypeRequest,
  description: 'What a machine is.',
  fields: typeFields,
}

const type: Shape = {
  name: 'MachineType',
  schema: machineTypeItem,
  description: 'A machine that compute settings can name.',
  fields: { machineType: 'Its name.', ...typeFields, description: 'It in words.' },
}

const types: Shape = {
  name: 'MachineTypes',
  schema: machineTypesAnswer,
  description: 'The machines there are.',
  fields: { machineTypes: 'Smallest first.' },
  parts: [type],
}

const org: Parameter = { schema: orgSlug, description: 'The organization.', example: 'acme' }
const example = { region: 'europe-west6', machineType: 'n2-standard-4', count: 2 }
const machine = {
  machineType: 'n2-standard-4',
  vcpus: 4,
  memoryGb: 16,
  defaultLimit: 2,
  description: '4 vCPUs / 16 GB RAM',
}
const at = '2026-11-21T09:30:00Z'

export const computeRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/v1/orgs/{org}/compute-settings',
    id: 'computeSettings',
    tag: 'Plans',
    summary: 'Read the hardware an organization asked for',
    description: 'The settings saved last, with the quotas of the organization.',
    callers: ['key usage:read', 'member', 'admin'],
    parameters: { org },
    answers: {
      200: {
        description: 'The settings.',
        shape: settings,
        examples: {
          Saved: {
            org: 'acme',
            settings: { ...example, updatedAt: at },
            quotas: [{ region: 'europe-west6', machineType: 'n2-standard-4', limit: 8 }],
          },
          'Never saved': { org: 'acme', settings: null, quotas: [] },
        },
      },
    },
    refusals: ['unknown_org'],
  },
  {
    method: 'PUT',
    path: '/api/v1/orgs/{org}/compute-settings',
    id: 'saveComputeSettings',
    tag: 'Plans',
    summary: 'Save the hardware an organization asks for',
    description:
      'Within its quota for the region and machine type. Above it nothing is saved, and the refusal names `limit` and ' +
      '`requested`. Members without a say in payments cannot save.',
    callers: ['key compute:write', 'member', 'admin'],
    parameters: { org },
    body: { shape: request, examples: { 'Two machines': example } },
    answers: {
      200: {
        description: 'The settings are saved.',
        shape: saved,
        examples: { Saved: { ...example, updatedAt: at } },
      },
    },
    refusals: ['quota_exceeded', 'forbidden', 'unknown_org', 'unknown_machine_type', 'stale'],
  },
  {
    method: 'GET',
    path: '/api/v1/machine-types',
    id: 'machineTypes',
    tag: 'Plans',
    summary: 'List the machine types',
    description: 'What compute settings can name. Any key will do.',
    callers: ['key usage:read', 'member', 'admin'],
    answers: {
      200: { description: 'The machine types.', shape: types, examples: { One: { machineTypes: [machine] } } },
    },
  },
  {
    method: 'PUT',
    path: '/api/admin/machine-types/{machineType}',
    id: 'addMachineType',
    tag: 'Plans',
    summary: 'Add a machine type',
    description:
      'A machine type is what it is for good: the same again is accepted, another one under its name is not. The key ' +
      'must not be limited to one organization.',
    callers: ['key funds:write', 'admin'],
    parameters: { machineType: { schema: machineTypeName, description: 'Its name.', example: 'n2-standard-4' } },
    body: { shape: typeRequest, examples: { 'Four processors': { vcpus: 4, memoryGb: 16, defaultLimit: 2 } } },
    answers: { 200: { description: 'It is there.', shape: type, examples: { Added: machine } } },
    refusals: ['forbidden', 'exists'],
  },
  {
    method: 'PUT',
    path: '/api/admin/orgs/{org}/machine-quotas',
    id: 'setMachineQuota',
    tag: 'Plans',
    summary: 'Set what an organization may have of a machine',
    description:
      'For one region and machine type. Settings saved under a higher quota stay until they are saved again.',
    callers: ['key funds:write', 'admin'],
    parameters: { org },
    body: {
      shape: quotaRequest,
      examples: {
        'Eight in a region': { region: 'europe-west6', machineType: 'n2-standard-4', limit: 8 },
        'As everybody': { region: 'europe-west6', machineType: 'n2-standard-4', limit: null },
      },
    },
    answers: {
      200: {
        description: 'The quota is set.',
        shape: quota,
        examples: { Set: { org: 'acme', region: 'europe-west6', machineType: 'n2-standard-4', limit: 8 } },
      },
    },
    refusals: ['unknown_org', 'unknown_machine_type'],
  },
]
