import { listInvoices } from '@/db/queries/invoices'
import type { Ctx } from '@/lib/context'
import { type InvoiceItem, type InvoiceStatus, invoiceItem } from './invoice-item'
import { orgOf } from './org-of'
import { sellerDay } from './seller-day'

export type CustomerInvoices = {
  readonly items: readonly InvoiceItem[]
  /** Whom the next invoice names. */
  readonly billedTo: { readonly name: string; readonly email: string }
}

/** The invoices of an org, newest first: one a month, so decades fit on a page. */
export const customerInvoices = async (
  ctx: Ctx,
  slug: string,
  status: InvoiceStatus | undefined,
): Promise<CustomerInvoices> => {
  const { config } = await orgOf(ctx, slug)
  const today = await sellerDay(ctx)
  const rows = await listInvoices(ctx.db, { org: slug, today, ...(status ? { status } : {}) })
  const { name, email } = config.buyer
  return { items: rows.map((row) => invoiceItem(row, today)), billedTo: { name, email } }
}
