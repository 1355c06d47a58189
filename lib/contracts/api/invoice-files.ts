import { z } from 'zod'
import { civilMonth, orgSlug } from '@/lib/contracts/common'
import type { RouteEntry } from './describe'

/** The documents of many invoices at once. */
export const invoiceFileRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/admin/invoices.zip',
    id: 'downloadInvoices',
    tag: 'Invoices',
    summary: 'Download the documents of many invoices',
    description:
      'An archive with one `<number>.pdf` for each invoice, the same bytes as its own download. All that match the query, ' +
      'or those that `invoices` names; at most 500 at a time, more are refused.',
    callers: ['admin'],
    query: {
      org: { schema: orgSlug, description: 'Of this organization.', example: 'acme' },
      month: { schema: civilMonth, description: 'Of this month.', example: '2026-10' },
      status: {
        schema: z.enum(['open', 'overdue', 'paid']),
        description: 'How they stand today.',
        example: 'open',
      },
      invoices: {
        schema: z.string(),
        description: 'These alone, as `organization/invoice`, separated by commas.',
        example: 'acme/inv_01jd8x4m2c8q7w1k5b3n9r6t0v',
      },
    },
    answers: { 200: { description: 'The archive.', mediaType: 'application/zip' } },
    refusals: ['not_found', 'invalid_request', 'unknown_field', 'unavailable'],
  },
]
