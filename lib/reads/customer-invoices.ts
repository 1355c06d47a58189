import { listInvoices } from '@/db/queries/invoices'
import type { Ctx } from '@/lib/context'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { type InvoiceItem, type InvoiceStatus, invoiceItem } from './invoice-item'
import { openCorrections, openCreditOf } from './open-corrections'
import { orgOf } from './org-of'
import { sellerDay } from './seller-day'

export type CustomerInvoices = {
  readonly items: readonly InvoiceItem[]
  /** Whom the next invoice names. */
  readonly billedTo: { readonly name: string; readonly email: string }
  /** What was billed too much and no invoice took off yet, before VAT; null if there is none. */
  readonly openCredit: { readonly amount: string; readonly currency: string } | null
}

/** The invoices of an org, newest first: one a month, so decades fit on a page. */
export const customerInvoices = async (
  ctx: Ctx,
  slug: string,
  status: InvoiceStatus | undefined,
): Promise<CustomerInvoices> => {
  const org = await orgOf(ctx, slug)
  const [today, corrections] = await Promise.all([sellerDay(ctx), openCorrections(ctx.db, org)])
  const rows = await listInvoices(ctx.db, { org: slug, today, ...(status ? { status } : {}) })
  const { name, email } = org.config.buyer
  const credit = openCreditOf(corrections)
  return {
    items: rows.map((row) => invoiceItem(row, today)),
    billedTo: { name, email },
    openCredit: credit > 0n ? { amount: formatDecimal(credit, minorPlaces), currency: org.currency } : null,
  }
}
