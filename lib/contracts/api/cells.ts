import {
  cellAnswer,
  cellName,
  cellsAnswer,
  deliveriesAnswer,
  deliveryItem,
  saveCellRequest,
} from '@/lib/contracts/cells'
import { orgSlug } from '@/lib/contracts/common'
import type { RouteEntry, Shape } from './describe'

const save: Shape = {
  name: 'SaveCellRequest',
  schema: saveCellRequest,
  description: 'Where a cell is, and what signs the messages to it.',
  fields: {
    url: 'Where signed messages are posted. Private addresses are fine; link-local and metadata addresses are not.',
    secret: 'Of Standard Webhooks. Left out, a new cell gets one, and a known cell keeps its own.',
  },
}

const cell: Shape = {
  name: 'Cell',
  schema: cellAnswer,
  description: 'A cell as it is set.',
  fields: {
    cell: 'Its name.',
    url: 'Where it is told of halts.',
    updatedAt: 'When it was set.',
    secret: 'The secret that was made for it, in this one answer.',
  },
}

const delivery: Shape = {
  name: 'CellDelivery',
  schema: deliveryItem,
  description: 'One attempt to tell a cell of a halt or of its end.',
  fields: {
    messageId: 'The same on every attempt; the cell acts on it once.',
    cell: 'Who was told.',
    org: 'Whom it was about.',
    command: 'What was told.',
    generation: 'Counts the halts and ends of an organization: a cell keeps to the highest it knows.',
    attemptedAt: 'When.',
    status: 'What the cell answered with; null where nobody answered.',
    outcome: '`overtaken`: nothing was sent, as a newer command had been given.',
    error: 'Why it failed; empty where it did not.',
  },
}

const cells: Shape = {
  name: 'Cells',
  schema: cellsAnswer,
  description: 'Every cell, by name.',
  parts: [delivery],
  fields: {
    cells: 'One for each.',
    'cells[].cell': 'Its name.',
    'cells[].url': 'Where it is told of halts.',
    'cells[].updatedAt': 'When it was set.',
    'cells[].lastDelivery': 'The last attempt to tell it something; null where there was none.',
  },
}

const deliveries: Shape = {
  name: 'CellDeliveries',
  schema: deliveriesAnswer,
  description: 'What cells were told of an organization.',
  parts: [delivery],
  fields: { deliveries: 'The newest 200, newest first.' },
}

const url = 'https://zurich-1.cells.example/commands'
const at = '2026-11-21T09:30:00Z'
const example = {
  messageId: 'cmd_acme_7',
  cell: 'zurich-1',
  org: 'acme',
  command: 'halt',
  generation: 7,
  attemptedAt: at,
  status: 204,
  outcome: 'acknowledged',
  error: '',
}

export const cellRoutes: readonly RouteEntry[] = [
  {
    method: 'PUT',
    path: '/api/admin/cells/{cell}',
    id: 'saveCell',
    tag: 'Gate',
    summary: 'Set up a cell',
    description:
      'A cell is told by signed messages (Standard Webhooks) when an organization whose work it runs is halted or ' +
      'unblocked, until it acknowledges with a 2xx. The key must not be limited to one organization.',
    callers: ['key funds:write', 'admin'],
    parameters: { cell: { schema: cellName, description: 'The cell.', example: 'zurich-1' } },
    body: { shape: save, examples: { 'A new cell': { url } } },
    answers: {
      200: {
        description: 'The cell is set up.',
        shape: cell,
        examples: {
          'With the secret made for it': {
            cell: 'zurich-1',
            url,
            updatedAt: at,
            secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
          },
          Changed: { cell: 'zurich-1', url, updatedAt: at },
        },
      },
    },
    refusals: ['forbidden'],
  },
  {
    method: 'GET',
    path: '/api/admin/cells',
    id: 'listCells',
    tag: 'Gate',
    summary: 'List the cells',
    description: 'Each with the last thing it was told. The key must not be limited to one organization.',
    callers: ['key funds:write', 'admin'],
    answers: {
      200: {
        description: 'The cells.',
        shape: cells,
        examples: { 'One cell': { cells: [{ cell: 'zurich-1', url, updatedAt: at, lastDelivery: example }] } },
      },
    },
    refusals: ['forbidden'],
  },
  {
    method: 'GET',
    path: '/api/admin/orgs/{org}/deliveries',
    id: 'listDeliveries',
    tag: 'Gate',
    summary: 'List what cells were told of an organization',
    description: 'Every attempt, with what the cell answered.',
    callers: ['key funds:write', 'admin'],
    parameters: { org: { schema: orgSlug, description: 'The organization.', example: 'acme' } },
    answers: {
      200: {
        description: 'The attempts.',
        shape: deliveries,
        examples: {
          'A cell that was away': {
            deliveries: [example, { ...example, status: null, outcome: 'failed', error: 'connect ECONNREFUSED' }],
          },
        },
      },
    },
    refusals: ['unknown_org'],
  },
]
