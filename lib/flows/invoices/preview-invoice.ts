import { loadInvoiceMonth } from '@/db/queries/invoice-month'
import { findInvoiceOfMonth } from '@/db/queries/invoices'
import { findOrg } from '@/db/queries/orgs'
import { findSeller } from '@/db/queries/platform'
import { type Ctx, requirePermission } from '@/lib/context'
import { draftInvoice, isClosed } from '@/lib/core/invoices/draft'
import type { InvoiceSnapshot, Seller } from '@/lib/core/invoices/snapshot'
import { invoiceMonth } from '@/lib/core/pricing/invoice-month'
import { dayAt } from '@/lib/core/time/billing-day'
import { isMonth } from '@/lib/core/time/day'
import { accept, Refusal } from '@/lib/platform/errors'

const nobody: Seller = {
  iban: '',
  name: '',
  street: '',
  buildingNumber: '',
  postalCode: '',
  town: '',
  country: '',
  vatNumber: '',
  email: '',
}

/** What issuing would give (I6), to the cent, without writing anything. */
export const previewInvoice = async (ctx: Ctx, org: string, month: string): Promise<InvoiceSnapshot> => {
  requirePermission(ctx, 'platform:admin')
  if (!isMonth(month)) throw new Refusal('invalid_request', `"${month}" is no month; write it as 2026-10.`, { month })
  const found = await findOrg(ctx.db, org)
  if (!found) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  const { config } = found
  const today = dayAt(ctx.now, config.zone)
  if (!isClosed(month, today)) {
    throw new Refusal(
      'month_not_closed',
      `${month} is not over yet in ${config.zone}; it can be invoiced after its end.`,
      {
        month,
      },
    )
  }
  await refuseIssued(ctx, org, month)
  const loaded = await loadInvoiceMonth(ctx.db, found, month)
  if (!loaded) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  const { facts, inputs } = loaded
  return accept(
    draftInvoice(accept(invoiceMonth(facts)), {
      org,
      month,
      zone: config.zone,
      issuedOn: today,
      termsDays: config.termsDays,
      currency: facts.book.currency,
      language: config.language,
      payBy: config.payBy,
      treatment: config.treatment,
      seller: (await findSeller(ctx.db)) ?? nobody,
      buyer: config.buyer,
      inputs,
    }),
  )
}

/** Refuses a month that has its invoice. */
const refuseIssued = async (ctx: Ctx, org: string, month: string): Promise<void> => {
  const issued = await findInvoiceOfMonth(ctx.db, org, month)
  if (issued) throw alreadyInvoiced(org, month, issued.invoiceId, issued.number)
}

export const alreadyInvoiced = (org: string, month: string, invoiceId: string, number: string): Refusal =>
  new Refusal('already_invoiced', `${org} was invoiced for ${month} already, with ${number}.`, {
    invoice_id: invoiceId,
    number,
  })
