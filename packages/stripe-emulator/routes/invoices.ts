import { z } from 'zod'
import { voidInvoice, writeOffInvoice } from '@/packages/stripe-emulator/billing/end-invoice'
import { finalizeInvoice } from '@/packages/stripe-emulator/billing/finalize-invoice'
import { checkStatus, currentInvoice, holdInvoice } from '@/packages/stripe-emulator/billing/hold-invoice'
import { payInvoice } from '@/packages/stripe-emulator/billing/pay-invoice'
import { subscriptionStands } from '@/packages/stripe-emulator/billing/void-subscription'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { clearable, flag, integer, listParameters, metadata, text } from '@/packages/stripe-emulator/parameters'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import type { InvoiceRecord } from '@/packages/stripe-emulator/records'
import { serializeInvoice } from '@/packages/stripe-emulator/serialize/invoice'
import { serializeInvoiceLine } from '@/packages/stripe-emulator/serialize/invoice-line'
import type { Work } from '@/packages/stripe-emulator/work'
import { createPreview } from './invoice-preview'
import { matching } from './matching'

const shown = (work: Work, invoice: InvoiceRecord): object => serializeInvoice(invoice, work.publicUrl)
const nothing = z.strictObject({})

const retrieve = endpoint('GET', '/invoices/:id', nothing, async ({ work, id }) =>
  shown(work, await currentInvoice(work, id)),
)

const listing = z.strictObject({
  ...listParameters,
  collection_method: z.enum(['charge_automatically']).optional(),
  customer: text().optional(),
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
  subscription: text().optional(),
})

const list = endpoint('GET', '/invoices', listing, async (call, given) => {
  const { customer, status, subscription } = given
  if (customer !== undefined) await customerNamed(call.work, customer)
  return pageOf(call, 'invoice', given, {
    match: matching({ customer, status, subscription }),
    serialize: (invoice) => shown(call.work, invoice),
  })
})

const lines = endpoint(
  'GET',
  '/invoices/:id/lines',
  z.strictObject({ limit: integer(1, 100).default(10) }),
  async ({ work, id, path }, { limit }) => {
    const invoice = await currentInvoice(work, id)
    const data = invoice.lines.slice(0, limit).map((line) => serializeInvoiceLine(line, id))
    return { object: 'list', data, has_more: invoice.lines.length > limit, url: path }
  },
)

const updates = z.strictObject({
  auto_advance: flag().optional(),
  description: clearable().optional(),
  metadata: metadata().optional(),
})

const update = endpoint('POST', '/invoices/:id', updates, async (call, given) => {
  const { work, invoice } = await holdInvoice(call.work, call.id)
  if (given.description !== undefined || given.auto_advance !== undefined) checkStatus(invoice, ['draft'], 'update')
  const changed: InvoiceRecord = {
    ...invoice,
    description: given.description === undefined ? invoice.description : given.description,
    autoAdvance: given.auto_advance ?? invoice.autoAdvance,
    finalizesAt: given.auto_advance === false ? null : invoice.finalizesAt,
    metadata: mergeMetadata(invoice.metadata, given.metadata),
  }
  work.put('invoice', changed)
  work.emit('invoice.updated', shown(work, changed), shown(work, invoice))
  return shown(work, changed)
})

const finalize = endpoint(
  'POST',
  '/invoices/:id/finalize',
  z.strictObject({ auto_advance: flag().optional() }),
  async (call) => {
    const { work, invoice } = await holdInvoice(call.work, call.id)
    checkStatus(invoice, ['draft'], 'finalize')
    const open = await finalizeInvoice(work, invoice)
    if (open.status !== 'open' || !open.autoAdvance) return shown(work, open)
    const waiting = { ...open, nextPaymentAttempt: work.now + 3_600 }
    work.put('invoice', waiting)
    return shown(work, waiting)
  },
)

const payment = z.strictObject({
  off_session: flag().default(true),
  paid_out_of_band: flag().default(false),
  payment_method: text().optional(),
})

const pay = endpoint('POST', '/invoices/:id/pay', payment, async (call, given) => {
  const held = await holdInvoice(call.work, call.id)
  const { payment_method: method, off_session: offSession, paid_out_of_band: outOfBand } = given
  return shown(held.work, await payInvoice(held, { method, offSession, outOfBand }))
})

const ends = (verb: string, path: string, from: InvoiceRecord['status'][], end: typeof voidInvoice): Endpoint =>
  endpoint('POST', `/invoices/:id/${path}`, nothing, async (call) => {
    const { work, invoice } = await holdInvoice(call.work, call.id)
    checkStatus(invoice, from, verb)
    const ended = await end(work, invoice)
    await subscriptionStands(work, ended)
    return shown(work, ended)
  })

export const invoices: readonly Endpoint[] = [
  createPreview,
  list,
  retrieve,
  lines,
  update,
  finalize,
  pay,
  ends('void', 'void', ['open', 'uncollectible'], voidInvoice),
  ends('mark uncollectible', 'mark_uncollectible', ['open'], writeOffInvoice),
]
