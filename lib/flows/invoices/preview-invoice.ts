import { loadDeclared } from '@/db/queries/declared-words'
import { loadInvoiceMonth } from '@/db/queries/invoice-month'
import { findInvoiceOfMonth } from '@/db/queries/invoices'
import { documentTerms, findOrg } from '@/db/queries/orgs'
import { findSeller, findSellerZone } from '@/db/queries/platform'
import { type Ctx, requirePermission } from '@/lib/context'
import { draftNewInvoice } from '@/lib/core/invoices/draft-new-invoice'
import { draftTerms, refuseOpenMonth, refuseTreatments } from '@/lib/core/invoices/draft-terms'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { invoiceMonth } from '@/lib/core/pricing/invoice-month'
import { tenantCorrections } from '@/lib/core/pricing/tenant-corrections'
import { dayAt } from '@/lib/core/time/billing-day'
import { isMonth } from '@/lib/core/time/day'
import { accept, Refusal } from '@/lib/platform/errors'

/** What issuing would give (I6), to the cent, without writing anything. */
export const previewInvoice = async (ctx: Ctx, org: string, month: string): Promise<InvoiceSnapshot> => {
  requirePermission(ctx, 'platform:admin')
  if (!isMonth(month)) throw new Refusal('invalid_request', `"${month}" is no month; write it as 2026-10.`, { month })
  const found = await findOrg(ctx.db, org, ctx.now)
  if (!found) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  const { config } = found
  accept(refuseOpenMonth(month, config.zone, dayAt(ctx.now, config.zone)))
  await refuseIssued(ctx, org, month)
  accept(refuseTreatments(found.terms, month))
  const loaded = await loadInvoiceMonth(ctx.db, found, month)
  if (!loaded) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  const { facts, inputs } = loaded
  const [seller, sellerZone, declared] = await Promise.all([
    findSeller(ctx.db),
    findSellerZone(ctx.db),
    loadDeclared(ctx.db),
  ])
  const issuedOn = dayAt(ctx.now, sellerZone)
  const about = { org, month, issuedOn, currency: found.currency, seller, inputs, ...documentTerms(found) }
  const lines = accept(invoiceMonth(facts))
  const tenants = accept(tenantCorrections(facts.corrected ?? []))
  return accept(draftNewInvoice(lines, draftTerms(about), declared, tenants))
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
