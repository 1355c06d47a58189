import { backfillRoutes } from './backfill'
import { capabilityRoutes } from './capability'
import { cellRoutes } from './cells'
import { computeRoutes } from './compute'
import { creditRoutes } from './credits'
import type { RouteEntry } from './describe'
import { documentRoutes } from './documents'
import { fundingRoutes } from './funding'
import { fundingAdminRoutes } from './funding-admin'
import { gateRoutes } from './gate'
import { invoiceFileRoutes } from './invoice-files'
import { invoicePaymentRoutes } from './invoice-payments'
import { invoiceRoutes } from './invoices'
import { packRoutes } from './packs'
import { parityRoutes } from './parity'
import { paymentRoutes } from './payments'
import { planRoutes } from './plans'
import { platformRoutes } from './platform'
import { scheduleRoutes } from './schedule'
import { tenantRoutes } from './tenants'
import { tierRoutes } from './tiers'
import { usageRoutes } from './usage'
import { weekRoutes } from './weeks'
import { wordRoutes } from './words'

/**
 * Every route of the API, in the order it is shown. A route without an entry fails `coverage.test.ts`. To add one:
 *
 *     const shape: Shape = { name: 'CheckRequest', schema: checkRequest, description: '…', fields: { org: '…' } }
 *     …
 *     {
 *       method: 'POST', path: '/api/v1/check', id: 'check', tag: 'Gate', summary: '…', description: '…',
 *       callers: ['key usage:write'],
 *       body: { shape, examples: { Plain: { org: 'acme' } } },
 *       answers: { 200: { description: '…', shape: answerShape, examples: { Allowed: { allowed: true } } } },
 *       refusals: ['payment_required'],
 *     },
 *
 * in the file of its area (a new file is joined below). Schemas are those of `lib/contracts`. Refusals that follow from
 * the callers and the body are added by themselves; a code that is new here gets its sentence in `refusals.ts`, a value
 * that a contract transforms its form in `wire-forms.ts`. Tests check that every example fits its schema and that every
 * field is described.
 */
export const routes: readonly RouteEntry[] = [
  ...usageRoutes,
  ...documentRoutes,
  ...parityRoutes,
  ...gateRoutes,
  ...capabilityRoutes,
  ...cellRoutes,
  ...fundingRoutes,
  ...fundingAdminRoutes,
  ...planRoutes,
  ...weekRoutes,
  ...creditRoutes,
  ...packRoutes,
  ...tierRoutes,
  ...paymentRoutes,
  ...computeRoutes,
  ...tenantRoutes,
  ...invoiceRoutes,
  ...invoicePaymentRoutes,
  ...invoiceFileRoutes,
  ...backfillRoutes,
  ...wordRoutes,
  ...scheduleRoutes,
  ...platformRoutes,
]
